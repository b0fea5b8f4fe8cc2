package core

// Names of instances and targets become parts of paths, schemas, metrics and
// routes. So they follow one grammar in which nothing can be confused with a
// separator and no two names fold to the same thing on any file system or
// database:
//
//	name = [a-z0-9] { [a-z0-9] | "-" | "_" }   at most 63 bytes
//
// Component names and routes start with a letter besides.
const maxName = 63

const nameGrammar = "a name is 1 to 63 bytes of a-z, 0-9, '-' and '_', and begins with a letter or digit"

// validName reports whether s is a name of the grammar above.
func validName(s string) bool {
	if len(s) == 0 || len(s) > maxName {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		case (c == '-' || c == '_') && i > 0:
		default:
			return false
		}
	}
	return true
}
