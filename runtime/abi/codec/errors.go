package codec

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Error says which value was not acceptable, what would have been, and what was
// found instead. At, AtIndex, Under and Conceal change it; whoever gets it last must
// not.
type Error struct {
	Path     string // items[3].qty; empty for the whole value
	Expected string // "integer from 0 to 255"
	Found    string // "string \"x\""; empty when it must not be shown
	Hint     string // what to write instead; may be empty
	Cause    error  // what a value's own method returned; may be nil
}

// Error is one line: path, what was expected, what was found, hint.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Path != "" {
		b.WriteString(e.Path)
		b.WriteString(": ")
	}
	b.WriteString("expected ")
	b.WriteString(e.Expected)
	if e.Found != "" {
		b.WriteString(", found ")
		b.WriteString(e.Found)
	}
	if e.Cause != nil {
		b.WriteString(": ")
		b.WriteString(e.Cause.Error())
	}
	if e.Hint != "" {
		b.WriteString(" (")
		b.WriteString(e.Hint)
		b.WriteByte(')')
	}
	return b.String()
}

// Unwrap returns what a value's own UnmarshalJSON, MarshalText, … answered.
func (e *Error) Unwrap() error { return e.Cause }

// At puts key before the error's path, on the way out of a struct or map. It
// returns its receiver, and nil for nil.
func (e *Error) At(key string) *Error {
	if e != nil {
		e.Path = joinPath(string(appendPathKey(nil, key)), e.Path)
	}
	return e
}

// AtIndex puts [i] before the error's path, on the way out of a slice or array.
// It returns its receiver, and nil for nil.
func (e *Error) AtIndex(i int) *Error {
	if e != nil {
		e.Path = joinPath(string(appendPathIndex(nil, i)), e.Path)
	}
	return e
}

// Under puts a whole path before the error's, such as that of a setting. It
// returns its receiver, and nil for nil.
func (e *Error) Under(path string) *Error {
	if e != nil {
		e.Path = joinPath(path, e.Path)
	}
	return e
}

// Conceal removes the offending value, and what was derived from it, from the
// text, for settings that may be secret. It returns its receiver, and nil for
// nil.
func (e *Error) Conceal() *Error {
	if e != nil {
		e.Found, e.Hint, e.Cause = "", "", nil
	}
	return e
}

// Err returns e as an error: nil when e is nil, unlike a plain conversion.
func (e *Error) Err() error {
	if e == nil {
		return nil
	}
	return e
}

// describe names the token at the start of in. The text is safe to log: it is
// short and quoted.
func describe(in []byte) string {
	if len(in) == 0 {
		return "end of input"
	}
	switch c := in[0]; {
	case c == '{':
		return "object"
	case c == '[':
		return "array"
	case c == '"':
		return "string " + quoteToken(in)
	case c == '-' || c-'0' < 10:
		return "number " + shorten(string(in[:scalarEnd(in, 0)]))
	}
	switch word := string(in[:scalarEnd(in, 0)]); word {
	case "null", "true", "false":
		return word
	}
	r, n := utf8.DecodeRune(in)
	if r == utf8.RuneError && n == 1 {
		return "byte 0x" + strconv.FormatUint(uint64(in[0]), 16)
	}
	return "character " + strconv.QuoteRune(r)
}

// kindOf is describe without the value.
func kindOf(in []byte) string {
	word, _, _ := strings.Cut(describe(in), " ")
	if word == "end" {
		return "end of input"
	}
	return word
}

// quoteToken returns the string token at the start of in, decoded when it can
// be, and quoted again as Go does.
func quoteToken(in []byte) string {
	d := Decoder{in: in}
	if s, ok := d.text(); ok {
		return quote(string(s))
	}
	end := stringEnd(in, 0)
	return quote(strings.TrimSuffix(string(in[1:end]), `"`))
}

func quote(s string) string { return strconv.Quote(shorten(s)) }

// maxShown is how many bytes of a user's text an error repeats.
const maxShown = 48

func shorten(s string) string {
	if len(s) <= maxShown {
		return s
	}
	n := maxShown
	for n > maxShown-utf8.UTFMax && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}
