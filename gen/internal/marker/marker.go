// Package marker is the grammar of what a developer writes: the //sig: line and
// the struct tag sig:"…". It turns text into values and says for every mistake
// where in the text it is; it knows nothing of files, syntax trees or types.
//
// A directive line is
//
//	//sig:name key=value flag Positional,Positional key="quoted value"
//
// and a tag's value is
//
//	requires,optional,scope=tenant,default=x,enum=a|b,pattern='^[0-9]{1,3}$'
package marker

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Prefix begins every directive line.
const Prefix = "//sig:"

// A Directive is one parsed //sig: line. Offsets are bytes from the start of its text.
type Directive struct {
	Name string // "component"
	Args []Arg  // in the order written
	End  int    // offset behind the last argument
}

// An Arg is a key=value pair, a flag (a key alone), or a positional value.
type Arg struct {
	Key      string // "" for a positional value in quotes
	Value    string // unquoted
	HasValue bool   // key=value, or a quoted positional value
	Off      int    // where the argument begins
	ValueOff int    // where its value begins (at the quote, if quoted)
	End      int
}

// An Error is a mistake in a text, at the bytes [Off, End).
type Error struct {
	Off, End int
	Code     string
	Text     string
	Hint     string
}

func (e *Error) Error() string { return e.Text }

// The codes of the grammar.
const (
	CodeUnknownDirective = "SIG101"
	CodeNearMiss         = "SIG102"
	CodeUnknownArgument  = "SIG104"
	CodeArgumentValue    = "SIG105"
	CodeRepeated         = "SIG106"
	CodeMissingArgument  = "SIG107"
	CodeNotYet           = "SIG108"
)

// Arg returns the argument with that key.
func (d *Directive) Arg(key string) (Arg, bool) {
	for _, a := range d.Args {
		if a.Key == key {
			return a, true
		}
	}
	return Arg{}, false
}

// Value returns the value of the argument with that key, or "".
func (d *Directive) Value(key string) string {
	a, _ := d.Arg(key)
	return a.Value
}

// Has reports whether the argument is there.
func (d *Directive) Has(key string) bool {
	_, ok := d.Arg(key)
	return ok
}

// Parse reads one comment line that begins with Prefix. It checks the grammar alone;
// Directive.Check holds the result against what the directive takes.
// With errors the directive has what could be read.
func Parse(text string) (*Directive, []*Error) {
	d := &Directive{}
	var errs []*Error
	text = strings.TrimRight(text, " \t\r")
	if !strings.HasPrefix(text, Prefix) {
		return d, []*Error{{0, len(text), CodeNearMiss, "not a directive: it has to begin with " + Prefix, ""}}
	}
	i := len(Prefix)
	for i < len(text) && nameByte(text[i]) {
		i++
	}
	d.Name, d.End = text[len(Prefix):i], i
	if d.Name == "" {
		end := i
		for end < len(text) && text[end] != ' ' && text[end] != '\t' {
			end++
		}
		return d, []*Error{{i, max(end, i), CodeNearMiss, "a directive's name follows " + Prefix + " at once, in lower case", "write " + Prefix + "component, without a space behind the colon"}}
	}
	if i < len(text) && text[i] != ' ' && text[i] != '\t' {
		end := i
		for end < len(text) && text[end] != ' ' && text[end] != '\t' {
			end++
		}
		return d, []*Error{{i, end, CodeNearMiss, "unexpected " + quote(text[i:end]) + " behind " + Prefix + d.Name, "a directive's name is made of lower case letters; a space ends it"}}
	}
	for {
		for i < len(text) && (text[i] == ' ' || text[i] == '\t') {
			i++
		}
		if i >= len(text) {
			return d, errs
		}
		a, next, err := parseArg(text, i)
		if err != nil {
			errs = append(errs, err)
		} else {
			d.Args = append(d.Args, a)
		}
		i, d.End = next, next
	}
}

func parseArg(text string, i int) (Arg, int, *Error) {
	a := Arg{Off: i, ValueOff: i}
	if text[i] != '"' {
		for i < len(text) && text[i] != ' ' && text[i] != '\t' && text[i] != '=' && text[i] != '"' {
			i++
		}
		a.Key = text[a.Off:i]
		switch {
		case i == len(text) || text[i] == ' ' || text[i] == '\t':
			a.End = i
			return a, i, badRunes(text, a.Off, i)
		case text[i] == '"':
			return a, skipWord(text, i), &Error{i, i + 1, CodeArgumentValue, "a quote in the middle of " + quote(a.Key), "quote the whole value: key=\"a value\""}
		case a.Key == "":
			return a, skipWord(text, i), &Error{i, i + 1, CodeArgumentValue, "a value without a key before its =", ""}
		}
		i++
		a.ValueOff = i
		if i == len(text) || text[i] == ' ' || text[i] == '\t' {
			return a, i, &Error{a.Off, i, CodeArgumentValue, "argument " + a.Key + "= has no value", "write " + a.Key + "=\"\" for the empty text"}
		}
	}
	a.HasValue = true
	if text[i] != '"' {
		for i < len(text) && text[i] != ' ' && text[i] != '\t' {
			if text[i] == '"' {
				return a, skipWord(text, i), &Error{i, i + 1, CodeArgumentValue, "a quote in the middle of the value of " + a.Key, "quote the whole value: " + a.Key + "=\"a value\""}
			}
			i++
		}
		a.Value, a.End = text[a.ValueOff:i], i
		return a, i, badRunes(text, a.Off, i)
	}
	start := i
	for i++; i < len(text) && text[i] != '"'; i++ {
		if text[i] == '\\' {
			i++
		}
	}
	if i >= len(text) {
		return a, len(text), &Error{start, len(text), CodeArgumentValue, "a quoted value without its closing quote", ""}
	}
	i++
	value, err := strconv.Unquote(text[start:i])
	if err != nil || !utf8.ValidString(value) {
		return a, i, &Error{start, i, CodeArgumentValue, text[start:i] + " is not a Go string of UTF-8 text", "escape a quote as \\\" and a backslash as \\\\"}
	}
	a.Value, a.End = value, i
	if i < len(text) && text[i] != ' ' && text[i] != '\t' {
		return a, skipWord(text, i), &Error{i, i + 1, CodeArgumentValue, "a space has to follow the closing quote", ""}
	}
	return a, i, badRunes(text, a.Off, i)
}

func skipWord(text string, i int) int {
	for i < len(text) && text[i] != ' ' && text[i] != '\t' {
		i++
	}
	return i
}

// badRunes keeps what cannot be seen out of names and values.
func badRunes(text string, from, to int) *Error {
	for i := from; i < to; {
		r, n := utf8.DecodeRuneInString(text[i:to])
		if r == utf8.RuneError && n == 1 || !unicode.IsPrint(r) {
			return &Error{i, i + n, CodeArgumentValue, "a character that cannot be printed: " + strconv.QuoteToASCII(text[i:i+n]), ""}
		}
		i += n
	}
	return nil
}

func nameByte(c byte) bool { return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-' }

// String prints d so that Parse reads the same directive again.
func (d *Directive) String() string {
	var b strings.Builder
	b.WriteString(Prefix)
	b.WriteString(d.Name)
	for _, a := range d.Args {
		b.WriteByte(' ')
		b.WriteString(a.Key)
		if !a.HasValue {
			continue
		}
		if a.Key != "" {
			b.WriteByte('=')
		}
		if a.Key == "" || a.Value == "" || strings.ContainsFunc(a.Value, func(r rune) bool { return r == '"' || r == ' ' || !unicode.IsPrint(r) }) {
			b.WriteString(strconv.Quote(a.Value))
		} else {
			b.WriteString(a.Value)
		}
	}
	return b.String()
}

func quote(s string) string { return strconv.Quote(s) }
