package codec

import (
	"encoding/base64"
	"strconv"
	"time"
)

// JSONUnmarshaler is encoding/json's Unmarshaler.
type JSONUnmarshaler interface{ UnmarshalJSON([]byte) error }

// TextUnmarshaler is encoding's TextUnmarshaler.
type TextUnmarshaler interface{ UnmarshalText([]byte) error }

// Bytes reads a string of standard base64.
func (d *Decoder) Bytes() []byte {
	if d.peek() != '"' {
		d.expect("string of base64")
		return nil
	}
	s, ok := d.text()
	if !ok {
		return nil
	}
	b := make([]byte, base64.StdEncoding.DecodedLen(len(s)))
	n, err := base64.StdEncoding.Decode(b, s)
	if err != nil {
		d.Check(&Error{Expected: "string of base64", Found: quote(string(s))})
		return nil
	}
	return b[:n]
}

// Time reads a string in the form of RFC 3339.
func (d *Decoder) Time() (t time.Time) {
	const expected = "time like 2006-01-02T15:04:05Z"
	if d.peek() != '"' {
		d.expect(expected)
		return t
	}
	start := d.pos
	if _, ok := d.text(); !ok {
		return t
	}
	// As in encoding/json, time sees the token as it stands, so that an escape
	// in it is an error.
	token := d.in[start:d.pos]
	if err := t.UnmarshalJSON(token); err != nil {
		d.Check(&Error{Expected: expected, Found: describe(token)})
		return time.Time{}
	}
	return t
}

// Duration reads a whole number of nanoseconds, as encoding/json does.
func (d *Decoder) Duration() time.Duration {
	if c := d.peek(); c == '"' && d.err == nil {
		e := &Error{Expected: "duration as a whole number of nanoseconds", Found: d.found()}
		if s, err := time.ParseDuration(d.String()); err == nil {
			e.Hint = "write " + strconv.FormatInt(int64(s), 10)
		}
		d.Check(e)
		return 0
	}
	return time.Duration(d.signed(64))
}

// Text reads a string and hands it, decoded, to v.
func (d *Decoder) Text(v TextUnmarshaler) {
	if d.peek() != '"' {
		d.expect("string")
		return
	}
	s, ok := d.text()
	if !ok {
		return
	}
	if err := v.UnmarshalText(s); err != nil {
		d.Check(&Error{Expected: "text that its type accepts", Found: quote(string(s)), Cause: err})
	}
}

// JSON reads any value, null too, and hands its bytes to v, which must copy
// what it keeps.
func (d *Decoder) JSON(v JSONUnmarshaler) {
	raw := d.token()
	if raw == nil {
		return
	}
	if err := v.UnmarshalJSON(raw); err != nil {
		d.Check(&Error{Expected: "value that its type accepts", Found: describe(raw), Cause: err})
	}
}

// Raw reads any value, null too, and returns a copy of its bytes.
func (d *Decoder) Raw() []byte { return append([]byte(nil), d.token()...) }

// Number reads a number and returns it as it is written, for encoding/json's
// Number.
func (d *Decoder) Number() string {
	d.peek()
	in, start := d.in, d.pos
	end := numberEnd(in, start)
	if end == 0 {
		d.expect("number")
		return ""
	}
	d.pos = end
	return string(in[start:end])
}

// token reads any value and returns its bytes in the input, nil if there is
// none.
func (d *Decoder) token() []byte {
	if d.peek() == '{' && d.mode&Envelope != 0 && d.depth == 0 {
		return d.stripped()
	}
	in, start := d.in, d.pos
	d.skip(true)
	if d.err != nil {
		return nil
	}
	return in[start:d.pos]
}

// stripped is token for the outermost object of an envelope: what it returns
// has no target.
func (d *Decoder) stripped() []byte {
	var seen keySet
	in, out := d.in, []byte{'{'}
	for key := d.Map(); key != nil; key = d.NextEntry() {
		if !seen.add(key) {
			d.duplicate()
			break
		}
		out = append(appendString(out, string(key)), ':')
		start := d.pos
		d.skip(true)
		if d.err != nil {
			break
		}
		out = append(append(out, in[start:d.pos]...), ',')
	}
	if d.err != nil {
		return nil
	}
	return EndObject(out)
}

// Elements finds the elements of an encoded array, which refer to in; none for null.
// They are checked for their form only.
func Elements(in []byte) ([][]byte, error) {
	d := Decoder{in: in}
	var all [][]byte
	if !d.Null() {
		for more := d.Array(); more; more = d.NextElem() {
			d.peek() // past the white space
			start := d.pos
			if d.Skip(); d.Failed() {
				break
			}
			all = append(all, in[start:d.pos:d.pos])
		}
	}
	if err := d.Finish(); err != nil {
		return nil, err
	}
	return all, nil
}

// Skip reads any value and ignores it. Keys that occur twice in it are ignored
// too.
func (d *Decoder) Skip() { d.skip(false) }

func (d *Decoder) skip(unique bool) {
	switch c := d.peek(); c {
	case '{':
		var seen keySet
		for key := d.Object(); key != nil; key = d.NextKey() {
			if unique && !seen.add(key) {
				d.duplicate()
			}
			d.skip(unique)
		}
	case '[':
		for more := d.Array(); more; more = d.NextElem() {
			d.skip(unique)
		}
	case '"':
		d.text()
	case 't', 'f':
		d.Bool()
	case 'n':
		if !d.Null() {
			d.expect("value")
		}
	default:
		end := numberEnd(d.in, d.pos)
		if end == 0 {
			d.expect("value")
			return
		}
		d.pos = end
	}
}

// keySet finds keys that occur twice: by looking at each of a few, by hash when
// they are many.
type keySet struct {
	few  []string
	many map[string]struct{}
}

func (s *keySet) add(key []byte) bool {
	if s.many != nil {
		if _, dup := s.many[string(key)]; dup {
			return false
		}
		s.many[string(key)] = struct{}{}
		return true
	}
	for _, k := range s.few {
		if k == string(key) {
			return false
		}
	}
	s.few = append(s.few, string(key))
	if len(s.few) == 16 {
		s.many = make(map[string]struct{}, 2*len(s.few))
		for _, k := range s.few {
			s.many[k] = struct{}{}
		}
	}
	return true
}

// Quoted reads a string whose content is a JSON value, for `json:",string"`,
// and returns a Decoder of that value. [Decoder.EndQuoted] must follow.
func (d *Decoder) Quoted() Decoder {
	if d.peek() != '"' {
		d.expect("value inside a string")
		return Decoder{}
	}
	s, ok := d.text()
	if !ok {
		return Decoder{}
	}
	if len(s) == 0 || s[0] <= ' ' {
		d.Check(&Error{Expected: "value inside a string", Found: quote(string(s))})
		return Decoder{}
	}
	return Decoder{in: s, mode: d.mode &^ Envelope}
}

// EndQuoted ends what Quoted began: the string must hold nothing else.
func (d *Decoder) EndQuoted(q *Decoder) {
	if q.err == nil && q.pos < len(q.in) {
		q.fail(q.pos, false, &Error{Expected: "end of the string", Found: q.found()})
	}
	if q.err != nil {
		q.err.Expected += " inside a string"
		d.Check(q.err)
	}
}
