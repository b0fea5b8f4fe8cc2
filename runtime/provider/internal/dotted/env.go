package dotted

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// A Var is one environment variable that gives a path its value.
type Var struct{ Name, Value string }

// The mapping is by runs of underscores, because that is all that the portable
// names of environment variables offer:
//
//	letters, digits   themselves, in upper case
//	_                 '-' inside a name
//	__                the dot between names
//	___               '_' inside a name
//
// So each variable means one path. Two variables that differ only in case would
// mean the same path and are refused, and so is a run of four or more. Paths in
// which '-', '_' and '.' meet ("a--b", "a-.b") have no variable.

// EnvName writes a path as the name of a variable; false when it has none.
func EnvName(prefix, path string) (string, bool) {
	if !ValidPath(path) {
		return "", false
	}
	var b strings.Builder
	b.WriteString(prefix)
	for i := 0; i < len(path); i++ {
		c := path[i]
		if isWord(c) {
			if 'a' <= c && c <= 'z' {
				c -= 'a' - 'A'
			}
			b.WriteByte(c)
			continue
		}
		if i+1 == len(path) || !isWord(path[i+1]) {
			return "", false
		}
		switch c {
		case '-':
			b.WriteString("_")
		case '.':
			b.WriteString("__")
		default:
			b.WriteString("___")
		}
	}
	return b.String(), true
}

// EnvPath is the inverse of EnvName, with letters of either case. The error says
// what is wrong with the name.
func EnvPath(prefix, name string) (string, error) {
	rest, ok := strings.CutPrefix(name, prefix)
	if !ok {
		return "", fmt.Errorf("does not begin with %s", prefix)
	}
	var b strings.Builder
	for i := 0; i < len(rest); {
		c := rest[i]
		if c != '_' {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			if !isWord(c) {
				return "", errors.New("has a character besides letters, digits and '_'")
			}
			b.WriteByte(c)
			i++
			continue
		}
		run := 1
		for i+run < len(rest) && rest[i+run] == '_' {
			run++
		}
		i += run
		if run > 3 {
			return "", errors.New("has more than three '_' in a row; one is '-', two are the dot, three are '_'")
		}
		if i == len(rest) {
			return "", errors.New("ends with '_'")
		}
		b.WriteString([...]string{1: "-", 2: ".", 3: "_"}[run])
	}
	path := b.String()
	if !ValidPath(path) {
		return "", fmt.Errorf("does not name a path; %s", NameGrammar)
	}
	return path, nil
}

// Environ picks the variables with the prefix from an environment as os.Environ
// gives it. All that is wrong is reported at once; no error holds a value.
func Environ(prefix string, tops Tops, environ []string) (map[string]Var, error) {
	vars := map[string]Var{}
	var errs []error
	slices.Sort(environ)
	for _, kv := range environ {
		name, value, ok := strings.Cut(kv, "=")
		if !ok || !strings.HasPrefix(name, prefix) {
			continue
		}
		path, err := EnvPath(prefix, name)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: the name %w", name, err))
			continue
		}
		if wrong := tops.Check(path); wrong != "" {
			errs = append(errs, fmt.Errorf("%s stands for %s: expected %s", name, path, wrong))
			continue
		}
		if prev, dup := vars[path]; dup {
			errs = append(errs, fmt.Errorf("%s and %s both stand for %s: remove one", prev.Name, name, path))
			continue
		}
		vars[path] = Var{Name: name, Value: value}
	}
	return vars, errors.Join(errs...)
}

// isWord reports whether c may stand anywhere in a name.
func isWord(c byte) bool { return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' }
