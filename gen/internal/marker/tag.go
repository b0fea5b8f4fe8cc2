package marker

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The codes of the tag grammar.
const (
	CodeTagSyntax = "SIG110"
	CodeTagOption = "SIG111"
	CodeTagTwice  = "SIG112"
)

// A Tag is the parsed value of a struct tag sig:"…".
type Tag struct {
	Options []Option // in the order written
}

// An Option is one comma separated piece of a tag: a word, or key=value.
// A value is a list of alternatives, which only enum= may have more than one of.
type Option struct {
	Key      string
	HasValue bool
	Parts    []Part
	Off, End int // bytes from the start of the tag's value
}

// A Part is one alternative of a value.
type Part struct {
	Text     string // without quotes
	Off, End int
}

// Value is the option's only alternative, or "".
func (o Option) Value() string {
	if len(o.Parts) == 0 {
		return ""
	}
	return o.Parts[0].Text
}

// Option returns the option with that key.
func (t *Tag) Option(key string) (Option, bool) {
	for _, o := range t.Options {
		if o.Key == key {
			return o, true
		}
	}
	return Option{}, false
}

// Has reports whether the option is there.
func (t *Tag) Has(key string) bool {
	_, ok := t.Option(key)
	return ok
}

// Value returns the value of the option with that key, or "".
func (t *Tag) Value(key string) string {
	o, _ := t.Option(key)
	return o.Value()
}

// ParseTag reads a tag's value. Inside single quotes every character stands for
// itself, and two quotes are one; outside, a comma ends an option and | an alternative.
// With errors the tag has what could be read.
func ParseTag(text string) (*Tag, []*Error) {
	t := &Tag{}
	var errs []*Error
	seen := map[string]bool{}
	for i := 0; ; {
		o, next, err := parseOption(text, i)
		switch {
		case err != nil:
			errs = append(errs, err)
		case seen[o.Key]:
			errs = append(errs, &Error{o.Off, o.End, CodeTagTwice, "option " + o.Key + " is given twice", "keep one of them"})
		default:
			seen[o.Key] = true
			t.Options = append(t.Options, o)
		}
		if next >= len(text) {
			return t, errs
		}
		i = next + 1 // behind the comma
	}
}

func parseOption(text string, i int) (Option, int, *Error) {
	o := Option{Off: i}
	for i < len(text) && (nameByte(text[i]) || 'A' <= text[i] && text[i] <= 'Z') {
		i++
	}
	o.Key, o.End = text[o.Off:i], i
	if o.Key == "" || i < len(text) && text[i] != '=' && text[i] != ',' {
		end := skipOption(text, i)
		e := &Error{o.Off, end, CodeTagSyntax, "expected an option, found " + quote(text[o.Off:end]), "options are separated by a comma without spaces; a value with a comma, | or space is single-quoted"}
		if text[o.Off:end] == "" {
			e.Text = "an empty option"
		}
		return o, end, e
	}
	if i == len(text) || text[i] == ',' {
		return o, i, nil
	}
	o.HasValue = true
	for {
		i++ // behind = or |
		p, next, err := parsePart(text, i)
		if err != nil {
			return o, skipOption(text, next), err
		}
		o.Parts = append(o.Parts, p)
		i, o.End = next, next
		if i == len(text) || text[i] == ',' {
			return o, i, nil
		}
	}
}

func parsePart(text string, i int) (Part, int, *Error) {
	p := Part{Off: i}
	if i < len(text) && text[i] == '\'' {
		var b strings.Builder
		for i++; ; i++ {
			if i >= len(text) {
				return p, i, &Error{p.Off, len(text), CodeTagSyntax, "a quoted value without its closing quote", "write a quote inside quotes twice: 'it''s'"}
			}
			if text[i] == '\'' {
				if i+1 < len(text) && text[i+1] == '\'' {
					i++
				} else {
					break
				}
			}
			b.WriteByte(text[i])
		}
		i++
		p.Text, p.End = b.String(), i
		if !utf8.ValidString(p.Text) {
			return p, i, &Error{p.Off, i, CodeTagSyntax, "a value that is not UTF-8", ""}
		}
		if i < len(text) && text[i] != ',' && text[i] != '|' {
			return p, i, &Error{i, i + 1, CodeTagSyntax, "a comma or | has to follow the closing quote", ""}
		}
		return p, i, nil
	}
	for i < len(text) && text[i] != ',' && text[i] != '|' {
		if c := text[i]; c == '\'' || c == ' ' || c == '\t' || c == '\n' || c == '\r' {
			return p, i, &Error{p.Off, i + 1, CodeTagSyntax, "a value with a space or a quote has to be single-quoted", "write '…' around the whole value"}
		}
		i++
	}
	p.Text, p.End = text[p.Off:i], i
	return p, i, badTagRunes(text, p.Off, i)
}

func badTagRunes(text string, from, to int) *Error {
	e := badRunes(text, from, to)
	if e != nil {
		e.Code = CodeTagSyntax
	}
	return e
}

// skipOption finds the comma that ends the option, so that one mistake does not hide the next.
func skipOption(text string, i int) int {
	for i < len(text) && text[i] != ',' {
		i++
	}
	return i
}

// String prints t so that ParseTag reads the same tag again.
func (t *Tag) String() string {
	var b strings.Builder
	for i, o := range t.Options {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(o.Key)
		for j, p := range o.Parts {
			b.WriteByte("=|"[min(j, 1)])
			if strings.ContainsFunc(p.Text, func(r rune) bool {
				return r == ',' || r == '|' || r == '\'' || unicode.IsSpace(r) || !unicode.IsPrint(r)
			}) {
				b.WriteString("'" + strings.ReplaceAll(p.Text, "'", "''") + "'")
			} else {
				b.WriteString(p.Text)
			}
		}
	}
	return b.String()
}
