package marker

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// A FieldTag is the sig part of a struct tag literal as it stands in the source.
type FieldTag struct {
	Text    string // the value, unquoted, for ParseTag
	JSON    string // the value of the json key
	HasJSON bool
	offsets []int // per byte of Text: its offset in the literal; one more for the end
}

// Offset maps an offset in Text to one in the literal.
func (t *FieldTag) Offset(off int) int {
	return t.offsets[max(0, min(off, len(t.offsets)-1))]
}

// FindTag reads a tag literal with its quotes. It returns nil when the literal
// has no sig key, and errors, at offsets of the literal, when it has one that Go
// itself would not find: a misspelt tag must not be ignored.
func FindTag(lit string) (*FieldTag, []*Error) {
	text, at, ok := unquoteMapped(lit)
	if !ok {
		return nil, nil // the parser has reported it
	}
	t := &FieldTag{}
	found := false
	i := 0
	for {
		for i < len(text) && text[i] == ' ' {
			i++
		}
		if i >= len(text) {
			break
		}
		start := i
		for i < len(text) && text[i] > ' ' && text[i] != ':' && text[i] != '"' && text[i] != 0x7f {
			i++
		}
		key := text[start:i]
		if key == "" || i+1 >= len(text) || text[i] != ':' || text[i+1] != '"' {
			if !sigLike(text[start:]) {
				return nilUnless(found, t), nil
			}
			return nil, []*Error{{at[start], at[len(text)], CodeTagSyntax, "a struct tag that Go does not read: expected key:\"value\"", `write sig:"…" without spaces around the colon`}}
		}
		i++
		vstart := i
		for i++; i < len(text) && text[i] != '"'; i++ {
			if text[i] == '\\' {
				i++
			}
		}
		if i >= len(text) {
			return nil, []*Error{{at[vstart], at[len(text)], CodeTagSyntax, "a tag's value without its closing quote", ""}}
		}
		i++
		value, offs, ok := unquoteMapped(text[vstart:i])
		if !ok {
			return nil, []*Error{{at[vstart], at[i], CodeTagSyntax, "a tag's value is not a Go string", ""}}
		}
		switch {
		case key == "json":
			t.JSON, t.HasJSON = value, true
		case key == "sig" && found:
			return nil, []*Error{{at[start], at[i], CodeTagTwice, "a second sig tag on one field", "put all options into one, separated by commas"}}
		case key == "sig":
			found = true
			t.Text = value
			for _, o := range offs {
				t.offsets = append(t.offsets, at[vstart+o])
			}
		case strings.EqualFold(key, "sig"):
			return nil, []*Error{{at[start], at[start+len(key)], CodeTagSyntax, "the tag's key is sig, in lower case, not " + quote(key), `write sig:"…"`}}
		}
	}
	return nilUnless(found || t.HasJSON, t), nil
}

func nilUnless(ok bool, t *FieldTag) *FieldTag {
	if !ok {
		return nil
	}
	return t
}

// Found reports whether the literal has a sig key.
func (t *FieldTag) Found() bool { return t != nil && t.offsets != nil }

func sigLike(s string) bool {
	rest := strings.TrimLeft(s, " ")
	if len(rest) < 3 || !strings.EqualFold(rest[:3], "sig") {
		return false
	}
	rest = strings.TrimLeft(rest[3:], " ")
	return rest != "" && (rest[0] == ':' || rest[0] == '=' || rest[0] == '"')
}

// unquoteMapped unquotes a Go string literal and says for every byte of the
// result where in the literal it came from.
func unquoteMapped(lit string) (string, []int, bool) {
	if len(lit) < 2 || lit[0] != lit[len(lit)-1] || lit[0] != '"' && lit[0] != '`' {
		return "", nil, false
	}
	quoteByte, body := lit[0], lit[1:len(lit)-1]
	if quoteByte == '`' || !strings.ContainsRune(body, '\\') {
		at := make([]int, len(body)+1)
		for i := range at {
			at[i] = i + 1
		}
		return body, at, true
	}
	var b strings.Builder
	var at []int
	for off := 1; body != ""; {
		r, multi, tail, err := strconv.UnquoteChar(body, quoteByte)
		if err != nil {
			return "", nil, false
		}
		n := b.Len()
		if multi || r < utf8.RuneSelf {
			b.WriteRune(r)
		} else {
			b.WriteByte(byte(r))
		}
		for ; n < b.Len(); n++ {
			at = append(at, off)
		}
		off += len(body) - len(tail)
		body = tail
	}
	return b.String(), append(at, len(lit)-1), true
}
