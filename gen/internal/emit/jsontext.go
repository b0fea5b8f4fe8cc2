package emit

import (
	"bytes"
	"encoding/json"
	"strings"
)

// An object is a JSON object whose keys stay in the order in which they were put in.
type object []entry

type entry struct {
	key   string
	value any // object, []any, string, bool, int or json.Number
}

// put adds a key at the end.
func (o object) put(key string, value any) object { return append(o, entry{key, value}) }

// text adds a key when there is something to say.
func (o object) text(key, value string) object {
	if value == "" {
		return o
	}
	return o.put(key, value)
}

// get returns a key's value, nil when there is none.
func (o object) get(key string) any {
	for _, e := range o {
		if e.key == key {
			return e.value
		}
	}
	return nil
}

// with is a copy of o in which key has another value.
func (o object) with(key string, value any) object {
	out := make(object, len(o))
	copy(out, o)
	for i := range out {
		if out[i].key == key {
			out[i].value = value
			return out
		}
	}
	return out.put(key, value)
}

// printJSON prints a document with an indent of two spaces and a line end.
func printJSON(v any) []byte {
	var b bytes.Buffer
	writeJSON(&b, v, 0)
	b.WriteByte('\n')
	return b.Bytes()
}

func writeJSON(b *bytes.Buffer, v any, depth int) {
	indent := func(n int) { b.WriteString("\n" + strings.Repeat("  ", n)) }
	switch v := v.(type) {
	case object:
		if len(v) == 0 {
			b.WriteString("{}")
			return
		}
		b.WriteByte('{')
		for i, e := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			indent(depth + 1)
			writeScalar(b, e.key)
			b.WriteString(": ")
			writeJSON(b, e.value, depth+1)
		}
		indent(depth)
		b.WriteByte('}')
	case []any:
		if len(v) == 0 {
			b.WriteString("[]")
			return
		}
		if line := scalars(v); line != nil {
			b.Write(line)
			return
		}
		b.WriteByte('[')
		for i, elem := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			indent(depth + 1)
			writeJSON(b, elem, depth+1)
		}
		indent(depth)
		b.WriteByte(']')
	default:
		writeScalar(b, v)
	}
}

// scalars is a list of scalars that fits on a line, nil for any other.
func scalars(list []any) []byte {
	b := bytes.NewBufferString("[")
	for i, v := range list {
		switch v.(type) {
		case object, []any:
			return nil
		}
		if i > 0 {
			b.WriteString(", ")
		}
		writeScalar(b, v)
	}
	b.WriteByte(']')
	if b.Len() > 80 {
		return nil
	}
	return b.Bytes()
}

func writeScalar(b *bytes.Buffer, v any) {
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic("emit: " + err.Error()) // only strings, bools and numbers come here
	}
	b.Truncate(b.Len() - 1) // the line end
}
