package differ

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"
)

// documents makes JSON for a type. odd is how often something stands there that does not belong.
type documents struct {
	values

	odd float64
}

func (g *documents) oddly() bool { return g.r.Float64() < g.odd }

func (g *documents) space(out []byte) []byte {
	if g.r.IntN(30) == 0 {
		return append(out, pick(g.r, []string{" ", "\n", "\t\r", "  "})...)
	}
	return out
}

// anything is any value, for where nothing is known or something is wrong.
func (g *documents) anything(out []byte, depth int) []byte {
	n := g.r.IntN(len(strays) + 2)
	switch {
	case n < len(strays):
		return append(out, strays[n]...)
	case depth > 4 || n == len(strays):
		return g.text(out, g.string())
	}
	return append(g.anything(append(out, `{"a":`...), depth+1), '}')
}

var strays = []string{
	"null", "true", "false", "0", "-0", "1.0", "1e2", "-1", "255", "256", "1e400", "9223372036854775807", "9223372036854775808", "18446744073709551615", "0.1", `""`, `"1"`, `"null"`, "[]", "{}", "[1]",
	`"\ud800"`, `"AA=="`, `"2026-01-02T03:04:05Z"`, `{"a":1,"a":2}`, `"007"`, `"\"x\""`,
}

// text writes a string in one of the forms that it can have.
func (g *documents) text(out []byte, s string) []byte {
	out = append(out, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			out = append(out, '\\', byte(r))
		case r < ' ' || g.r.IntN(40) == 0 && r < 0x10000 && r != utf8.RuneError:
			out = fmt.Appendf(out, `\u%04x`, r)
		case r == '/' && g.r.IntN(2) == 0:
			out = append(out, `\/`...)
		default:
			out = utf8.AppendRune(out, r)
		}
	}
	return append(out, '"')
}

// value appends a document for t.
func (g *documents) value(out []byte, t reflect.Type, depth int, quoted bool) []byte {
	out = g.space(out)
	if g.oddly() {
		return g.space(g.anything(out, depth))
	}
	return g.space(g.proper(out, t, depth, quoted))
}

func (g *documents) proper(out []byte, t reflect.Type, depth int, quoted bool) []byte {
	if t.Kind() == reflect.Pointer {
		if depth > 8 || g.r.IntN(4) == 0 {
			return append(out, "null"...)
		}
		return g.proper(out, t.Elem(), depth+1, quoted)
	}
	p := reflect.PointerTo(t)
	switch {
	case quoted:
		return g.text(out, string(g.proper(nil, t, depth, false)))
	case t == timeType || p.Implements(unmarshaler) || p.Implements(textUnmarshaler) || t == numberType:
		return append(out, g.written(t)...)
	}
	switch t.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v := reflect.New(t)
		g.fill(v.Elem(), 0)
		return append(out, keyText(v.Elem())...)
	case reflect.Float32, reflect.Float64:
		return append(out, pick(g.r, []string{"0", "-0", "-0.0", "1", "1.50", "1e2", "1E+2", "0.1", "1e-400", "3.4e38", "1.7e308", "123456789.123456789", "-1e-7"})...)
	case reflect.String:
		return g.text(out, g.string())
	case reflect.Slice, reflect.Array:
		return g.list(out, t, depth)
	case reflect.Map:
		return g.mapping(out, t, depth)
	case reflect.Struct:
		return g.object(out, t, depth)
	}
	return append(out, g.written(t)...)
}

// written is what encoding/json writes for a random value.
func (g *documents) written(t reflect.Type) []byte {
	for range 20 {
		v := reflect.New(t)
		g.fill(v.Elem(), 0)
		if out, err := json.Marshal(v.Interface()); err == nil {
			return out
		}
	}
	return []byte("null")
}

func (g *documents) list(out []byte, t reflect.Type, depth int) []byte {
	n := g.length(depth)
	if t.Kind() == reflect.Array {
		if n = t.Len(); g.oddly() {
			n += g.r.IntN(3) - 1
		}
	} else if t.Elem().Kind() == reflect.Uint8 && !ownText(t.Elem()) {
		return append(out, g.written(t)...)
	}
	if n < 0 {
		return append(out, "null"...)
	}
	out = append(out, '[')
	for i := range n {
		if i > 0 {
			out = append(out, ',')
		}
		out = g.value(out, t.Elem(), depth+1, false)
	}
	return append(g.space(out), ']')
}

func (g *documents) mapping(out []byte, t reflect.Type, depth int) []byte {
	n := g.length(depth)
	if n < 0 {
		return append(out, "null"...)
	}
	out = append(out, '{')
	for i := range n {
		if i > 0 {
			out = append(out, ',')
		}
		out = g.text(g.space(out), g.key(t.Key()))
		out = g.value(append(g.space(out), ':'), t.Elem(), depth+1, false)
	}
	return append(g.space(out), '}')
}

func (g *documents) key(t reflect.Type) string {
	if g.oddly() {
		return pick(g.r, []string{"+1", "07", "-0", "", "x", "1.0", "256"})
	}
	v := reflect.New(t)
	g.fill(v.Elem(), 0)
	if m, ok := v.Interface().(interface{ MarshalText() ([]byte, error) }); ok && t.Kind() != reflect.String {
		if text, err := m.MarshalText(); err == nil {
			return string(text)
		}
	}
	if v.Elem().CanInt() || v.Elem().CanUint() || t.Kind() == reflect.String {
		return keyText(v.Elem())
	}
	return "x"
}

func (g *documents) object(out []byte, t reflect.Type, depth int) []byte {
	out = append(out, '{')
	fs := fields(t)
	if g.r.IntN(8) == 0 {
		g.r.Shuffle(len(fs), func(i, j int) { fs[i], fs[j] = fs[j], fs[i] })
	}
	first := true
	add := func(key string, value func([]byte) []byte) {
		if !first {
			out = append(out, ',')
		}
		first = false
		out = g.text(g.space(out), key)
		out = value(append(g.space(out), ':'))
	}
	for _, f := range fs {
		if f.optional && (depth > 4 || g.r.IntN(3) == 0) || g.oddly() {
			continue
		}
		name := f.name
		if g.oddly() {
			name = pick(g.r, []string{strings.ToUpper(name), strings.ToLower(name), name + " ", "k" + name})
		}
		add(name, func(out []byte) []byte { return g.value(out, f.typ, depth+1, f.quoted) })
		if g.oddly() {
			add(name, func(out []byte) []byte { return g.value(out, f.typ, depth+1, f.quoted) })
		}
	}
	if g.oddly() {
		add("unknown"+strconv.Itoa(g.r.IntN(3)), func(out []byte) []byte { return g.anything(out, depth) })
	}
	return append(g.space(out), '}')
}

// mutate damages a document at a few places.
func mutate(r *rand.Rand, in []byte) []byte {
	out := bytes.Clone(in)
	for range 1 + r.IntN(3) {
		i := r.IntN(len(out) + 1)
		j := min(len(out), i+r.IntN(8))
		put := ""
		switch r.IntN(5) {
		case 0, 1:
			put = pick(r, strays)
		case 2:
			put = string(rune(r.IntN(128)))
		case 3:
			k := r.IntN(len(in) + 1)
			put = string(in[k:min(len(in), k+r.IntN(20))])
		}
		out = append(append(bytes.Clone(out[:i]), put...), out[j:]...)
	}
	return out
}
