package core

// Names of instances and targets become parts of paths, schemas, metrics and
// routes. So they follow one grammar in which nothing can be confused with a
// separator and no two names fold to the same thing on any file system or
// database:
//
//	name = [a-z0-9] { [a-z0-9] | "-" | "_" }   at most 63 bytes
//
// Component names and routes start with a letter besides.
const (
	maxName = 63
	maxPath = 512
)

// NameGrammar says what a name is, for error texts.
const NameGrammar = "a name is 1 to 63 bytes of a-z, 0-9, '-' and '_', and begins with a letter or digit"

// ValidName reports whether s is a name of the grammar above.
func ValidName(s string) bool {
	if len(s) == 0 || len(s) > maxName {
		return false
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; !isWord(c) && (i == 0 || c != '-' && c != '_') {
			return false
		}
	}
	return true
}

// ValidPath reports whether s is names joined by single dots, at most 512 bytes.
func ValidPath(s string) bool {
	if len(s) > maxPath {
		return false
	}
	start := 0
	for i := 0; i <= len(s); i++ {
		if i == len(s) || s[i] == '.' {
			if !ValidName(s[start:i]) {
				return false
			}
			start = i + 1
		}
	}
	return true
}

func isWord(c byte) bool { return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' }
