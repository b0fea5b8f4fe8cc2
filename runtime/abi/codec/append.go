package codec

import (
	"encoding/base64"
	"strconv"
	"time"
	"unicode/utf8"
)

// htmlSafe holds the ASCII bytes that encoding/json leaves as they are in a
// string.
var htmlSafe = func() (t [256]bool) {
	for c := ' '; c < utf8.RuneSelf; c++ {
		t[c] = c != '"' && c != '\\' && c != '<' && c != '>' && c != '&'
	}
	return t
}()

// AppendString appends s as a JSON string, with <, >, & escaped and invalid
// UTF-8 replaced, as encoding/json does.
func AppendString[T ~string](dst []byte, s T) []byte { return appendString(dst, string(s)) }

func appendString(dst []byte, s string) []byte {
	for i := range len(s) {
		if !htmlSafe[s[i]] {
			return appendEscaped(dst, s, i)
		}
	}
	dst = append(dst, '"')
	dst = append(dst, s...)
	return append(dst, '"')
}

// appendEscaped appends s, of which the first i bytes need no escape.
func appendEscaped(dst []byte, s string, i int) []byte {
	dst = append(dst, '"')
	start := 0
	for i < len(s) {
		c := s[i]
		if htmlSafe[c] {
			i++
			continue
		}
		n := 1
		if c >= utf8.RuneSelf {
			var r rune
			r, n = utf8.DecodeRuneInString(s[i:])
			// The line separators end a line in JavaScript.
			if r != '\u2028' && r != '\u2029' && (r != utf8.RuneError || n > 1) {
				i += n
				continue
			}
			dst = append(dst, s[start:i]...)
			dst = appendUnicode(dst, r)
		} else {
			dst = append(dst, s[start:i]...)
			dst = appendASCII(dst, c)
		}
		i += n
		start = i
	}
	dst = append(dst, s[start:]...)
	return append(dst, '"')
}

// appendASCII appends the escape of c.
func appendASCII(dst []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(dst, '\\', c)
	case '\b':
		return append(dst, '\\', 'b')
	case '\f':
		return append(dst, '\\', 'f')
	case '\n':
		return append(dst, '\\', 'n')
	case '\r':
		return append(dst, '\\', 'r')
	case '\t':
		return append(dst, '\\', 't')
	}
	return appendUnicode(dst, rune(c))
}

func appendUnicode(dst []byte, r rune) []byte {
	return append(dst, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
}

// AppendInt appends a signed integer of any type.
func AppendInt[T ~int | ~int8 | ~int16 | ~int32 | ~int64](dst []byte, n T) []byte {
	return strconv.AppendInt(dst, int64(n), 10)
}

// AppendUint appends an unsigned integer of any type.
func AppendUint[T ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr](dst []byte, n T) []byte {
	return strconv.AppendUint(dst, uint64(n), 10)
}

// AppendBool appends true or false.
func AppendBool[T ~bool](dst []byte, b T) []byte {
	if b {
		return append(dst, "true"...)
	}
	return append(dst, "false"...)
}

// AppendDuration appends the number of nanoseconds.
func AppendDuration(dst []byte, d time.Duration) []byte { return strconv.AppendInt(dst, int64(d), 10) }

// AppendBytes appends a string of base64, or null for nil.
func AppendBytes(dst, b []byte) []byte {
	if b == nil {
		return append(dst, "null"...)
	}
	dst = append(dst, '"')
	dst = base64.StdEncoding.AppendEncode(dst, b)
	return append(dst, '"')
}

// AppendQuotedString appends the JSON string of the JSON string of s, for
// `json:",string"`. Other kinds are put between two quotes.
func AppendQuotedString[T ~string](dst []byte, s T) []byte {
	var buf [64]byte
	dst = append(dst, '"')
	// Escaped once, only quotes and backslashes are left to escape.
	for _, c := range appendString(buf[:0], string(s)) {
		if c == '"' || c == '\\' {
			dst = append(dst, '\\')
		}
		dst = append(dst, c)
	}
	return append(dst, '"')
}

// EndObject ends an object in which each key and value is followed by a comma,
// for structs that may omit fields.
func EndObject(dst []byte) []byte {
	if last := len(dst) - 1; dst[last] == ',' {
		dst[last] = '}'
		return dst
	}
	return append(dst, '}')
}
