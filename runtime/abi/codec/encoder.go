package codec

import (
	"math"
	"strconv"
	"time"
)

// JSONMarshaler is encoding/json's Marshaler.
type JSONMarshaler interface{ MarshalJSON() ([]byte, error) }

// TextMarshaler is encoding's TextMarshaler.
type TextMarshaler interface{ MarshalText() ([]byte, error) }

// Encoder keeps the first error of one encoding. Its methods append to dst and
// return it, like the Append functions; after an error the bytes are worthless
// but still well formed, and [Encoder.Err] says why. It is made by NewEncoder.
type Encoder struct {
	base  int // where the output starts in dst
	depth int
	err   *Error
}

// NewEncoder returns an Encoder for output that is appended to dst.
func NewEncoder(dst []byte) Encoder { return Encoder{base: len(dst)} }

// Err returns the first error, a *Error, or nil.
func (e *Encoder) Err() error { return e.err.Err() }

// Enter goes into a value of a recursive type, which may contain itself, and
// reports whether it is not too deep. Leave must follow if it is not.
func (e *Encoder) Enter(dst []byte) bool {
	if e.depth >= MaxDepth {
		e.fail(dst, TooDeep())
		return false
	}
	e.depth++
	return true
}

// Leave undoes Enter.
func (e *Encoder) Leave() { e.depth-- }

// fail keeps the first error, with the path of the value that dst ends before.
// It returns dst with a null for that value.
func (e *Encoder) fail(dst []byte, err *Error) []byte {
	if e.err == nil {
		err.Path = joinPath(locate(dst[e.base:], len(dst)-e.base, false), err.Path)
		e.err = err
	}
	return append(dst, "null"...)
}

// Float64 appends a number; infinities and NaN are errors.
func (e *Encoder) Float64(dst []byte, f float64) []byte { return e.float(dst, f, 64) }

// Float32 appends a number; infinities and NaN are errors.
func (e *Encoder) Float32(dst []byte, f float32) []byte { return e.float(dst, float64(f), 32) }

func (e *Encoder) float(dst []byte, f float64, bits int) []byte {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return e.fail(dst, &Error{Expected: "finite number", Found: strconv.FormatFloat(f, 'g', -1, bits)})
	}
	// JavaScript's form: exponents only for the very small and the very large.
	format, abs := byte('f'), math.Abs(f)
	if abs != 0 && (bits == 64 && (abs < 1e-6 || abs >= 1e21) ||
		bits == 32 && (float32(abs) < 1e-6 || float32(abs) >= 1e21)) {
		format = 'e'
	}
	dst = strconv.AppendFloat(dst, f, format, -1, bits)
	if n := len(dst); format == 'e' && n >= 4 && string(dst[n-4:n-1]) == "e-0" {
		dst[n-2] = dst[n-1] // e-09 is e-9
		dst = dst[:n-1]
	}
	return dst
}

// Number appends a number that is written in n, for encoding/json's Number; an
// empty one is 0.
func (e *Encoder) Number(dst []byte, n string) []byte {
	if n == "" {
		return append(dst, '0')
	}
	if numberEnd([]byte(n), 0) != len(n) {
		return e.fail(dst, &Error{Expected: "number", Found: quote(n)})
	}
	return append(dst, n...)
}

// Time appends a string in the form of RFC 3339 with what nanoseconds there
// are. A year of more than four digits, or a zone a day or more from UTC, is an
// error.
func (e *Encoder) Time(dst []byte, t time.Time) []byte {
	n := len(dst)
	dst = append(dst, '"')
	out, err := t.AppendText(dst)
	if err != nil {
		return e.fail(dst[:n], &Error{Expected: "time that RFC 3339 can write", Found: t.String(), Cause: err})
	}
	return append(out, '"')
}

// Text appends the string that m writes. Where m may be a nil pointer, the
// caller appends null instead.
func (e *Encoder) Text(dst []byte, m TextMarshaler) []byte {
	text, err := m.MarshalText()
	if err != nil {
		return e.fail(dst, &Error{Expected: "value that MarshalText accepts", Cause: err})
	}
	return appendString(dst, string(text))
}

// JSON appends the JSON that m writes, as Raw does. Where m may be a nil
// pointer, the caller appends null instead.
func (e *Encoder) JSON(dst []byte, m JSONMarshaler) []byte {
	raw, err := m.MarshalJSON()
	if err != nil {
		return e.fail(dst, &Error{Expected: "value that MarshalJSON accepts", Cause: err})
	}
	return e.compact(dst, raw)
}

// Raw appends JSON without its white space and with the characters escaped that
// AppendString escapes, or null for nil. JSON that a Decoder would refuse is an
// error.
func (e *Encoder) Raw(dst, raw []byte) []byte {
	if raw == nil {
		return append(dst, "null"...)
	}
	return e.compact(dst, raw)
}

func (e *Encoder) compact(dst, raw []byte) []byte {
	d := NewDecoder(raw, 0)
	d.depth = e.depth
	d.skip(true)
	d.Finish()
	if d.err != nil {
		return e.fail(dst, d.err)
	}
	inString := false
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case !inString:
			if c == ' ' || c == '\n' || c == '\t' || c == '\r' {
				continue
			}
			inString = c == '"'
			dst = append(dst, c)
		case c == '"':
			inString = false
			dst = append(dst, c)
		case c == '\\':
			dst = append(dst, c, raw[i+1])
			i++
		case c == '<' || c == '>' || c == '&':
			dst = appendUnicode(dst, rune(c))
		case c == 0xE2 && raw[i+1] == 0x80 && raw[i+2]&^1 == 0xA8: // U+2028, U+2029
			dst = appendUnicode(dst, 0x2000|rune(raw[i+2]&0x3F))
			i += 2
		default:
			dst = append(dst, c)
		}
	}
	return dst
}
