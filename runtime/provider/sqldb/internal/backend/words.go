package backend

import "strings"

// Words returns the leading keywords of a statement in upper case, at most n,
// without the white space and comments before them. It ends at the first thing
// that is no word. A statement that begins with '(' begins with "(".
//
// Both servers decide by these words what kind of statement it is, and a call
// carries one statement, so this is the kind and not a guess at it.
func Words(text string, n int, d Lexicon) []string {
	var words []string
	for len(words) < n {
		text = skipBlank(text, d)
		if text == "" {
			break
		}
		if text[0] == '(' && len(words) == 0 {
			return []string{"("}
		}
		i := 0
		for i < len(text) && wordByte(text[i]) {
			i++
		}
		if i == 0 {
			break
		}
		words = append(words, strings.ToUpper(text[:i]))
		text = text[i:]
	}
	return words
}

// A Lexicon says what comments look like.
type Lexicon struct {
	Nested bool // /* /* */ */ is one comment
	Hash   bool // # begins a comment, and "--" only with white space after it
}

func wordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c >= 0x80 || c == '$'
}

func skipBlank(text string, d Lexicon) string {
	for {
		text = strings.TrimLeft(text, " \t\n\r\f\v")
		switch {
		case d.Hash && strings.HasPrefix(text, "#"), strings.HasPrefix(text, "--") && (!d.Hash || len(text) == 2 || text[2] <= ' '):
			i := strings.IndexAny(text, "\n\r")
			if d.Hash {
				i = strings.IndexByte(text, '\n')
			}
			if i < 0 {
				return ""
			}
			text = text[i:]
		case strings.HasPrefix(text, "/*"):
			if d.Hash && len(text) > 2 && (text[2] == '!' || text[2] == 'M') {
				return text // the server runs what is inside
			}
			rest, ok := skipComment(text, d.Nested)
			if !ok {
				return ""
			}
			text = rest
		default:
			return text
		}
	}
}

func skipComment(text string, nested bool) (rest string, ok bool) {
	depth := 0
	for i := 0; i+1 < len(text); i++ {
		switch text[i : i+2] {
		case "/*":
			if depth == 0 || nested {
				depth++
				i++
			}
		case "*/":
			depth--
			i++
			if depth == 0 {
				return text[i+1:], true
			}
		}
	}
	return "", false
}
