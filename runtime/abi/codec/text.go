package codec

import (
	"unicode/utf16"
	"unicode/utf8"
)

// plain holds the bytes that stand for themselves inside a string token and end
// nothing: ASCII but for controls, the quote and the backslash.
var plain = func() (t [256]bool) {
	for c := ' '; c < utf8.RuneSelf; c++ {
		t[c] = c != '"' && c != '\\'
	}
	return t
}()

// String reads a string.
func (d *Decoder) String() string {
	if d.peek() != '"' {
		d.expect("string")
		return ""
	}
	in, start := d.in, d.pos+1
	for i := start; i < len(in); i++ {
		if !plain[in[i]] {
			if in[i] == '"' {
				d.pos = i + 1
				return string(in[start:i])
			}
			break
		}
	}
	s, _ := d.text()
	return string(s)
}

// key reads a key and its colon.
func (d *Decoder) key() []byte {
	if d.peek() != '"' {
		d.expect("key in double quotes")
		return nil
	}
	var key []byte
	in, start := d.in, d.pos+1
	i := start
	for i < len(in) && plain[in[i]] {
		i++
	}
	if i < len(in) && in[i] == '"' {
		key = in[start:i]
		d.pos = i + 1
	} else {
		var ok bool
		if key, ok = d.text(); !ok {
			return nil
		}
	}
	if d.peek() != ':' {
		d.expect("colon")
		return nil
	}
	d.pos++
	return key
}

// text reads the string token that starts here, whose quote has been seen. The
// result refers to the input or to scratch and is not nil when ok.
func (d *Decoder) text() (s []byte, ok bool) {
	in, start := d.in, d.pos+1
	for i := start; i < len(in); {
		switch c := in[i]; {
		case plain[c]:
			i++
		case c == '"':
			d.pos = i + 1
			return in[start:i], true
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRune(in[i:])
			if r == utf8.RuneError && n == 1 {
				return d.badText("string of valid UTF-8", "byte 0x"+hexByte(c))
			}
			i += n
		case c == '\\':
			return d.unescape(start, i)
		default:
			return d.badText("string without control characters", "byte 0x"+hexByte(c))
		}
	}
	return d.badText("string", "one without its closing quote")
}

// unescape reads the rest of the string that starts at start from its first
// backslash, at i.
func (d *Decoder) unescape(start, i int) (s []byte, ok bool) {
	in := d.in
	out := append(d.scratch[:0], in[start:i]...)
	for i < len(in) {
		c := in[i]
		switch {
		case plain[c]:
			out = append(out, c)
			i++
		case c == '"':
			d.pos, d.scratch = i+1, out
			return out[:len(out):len(out)], true
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRune(in[i:])
			if r == utf8.RuneError && n == 1 {
				return d.badText("string of valid UTF-8", "byte 0x"+hexByte(c))
			}
			out = append(out, in[i:i+n]...)
			i += n
		case c == '\\':
			r, n := escaped(in[i:])
			if n == 0 {
				return d.badText("string of JSON escapes", quote(string(in[i:min(i+6, len(in))])))
			}
			if utf16.IsSurrogate(r) {
				low, m := escaped(in[i+n:])
				if r = utf16.DecodeRune(r, low); m == 0 || r == utf8.RuneError {
					return d.badText("string of valid Unicode", "lone surrogate "+string(in[i:i+n]))
				}
				n += m
			}
			out = utf8.AppendRune(out, r)
			i += n
		default:
			return d.badText("string without control characters", "byte 0x"+hexByte(c))
		}
	}
	return d.badText("string", "one without its closing quote")
}

func (d *Decoder) badText(expected, found string) ([]byte, bool) {
	if d.err == nil {
		if d.mode&Conceal != 0 {
			found = ""
		}
		d.fail(d.pos, false, &Error{Expected: expected, Found: found})
	}
	return nil, false
}

// escaped decodes the escape at the start of in, one half of a surrogate pair
// at a time. Its length is 0 if it is none.
func escaped(in []byte) (r rune, n int) {
	if len(in) < 2 || in[0] != '\\' {
		return 0, 0
	}
	switch c := in[1]; c {
	case '"', '\\', '/':
		return rune(c), 2
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 't':
		return '\t', 2
	case 'u':
		if len(in) < 6 {
			return 0, 0
		}
		for _, c := range in[2:6] {
			switch {
			case c-'0' < 10:
				c -= '0'
			case c|0x20 >= 'a' && c|0x20 <= 'f':
				c = c | 0x20 - 'a' + 10
			default:
				return 0, 0
			}
			r = r<<4 | rune(c)
		}
		return r, 6
	}
	return 0, 0
}

func hexByte(c byte) string { return string([]byte{hex[c>>4], hex[c&15]}) }

const hex = "0123456789abcdef"
