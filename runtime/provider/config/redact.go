package config

import (
	"path"
	"regexp"
	"strings"

	"github.com/sigen-dev/sigen/runtime/provider/internal/fault"
)

const redacted = "[secret]"

// A redactor keeps secrets out of what is shown to people.
type redactor struct{ names, paths []string }

// newRedactor reads patterns as the property secret-paths has them, separated by
// '|'. One without a dot is matched with the last name of a path, one with a dot
// with the whole path; '*', '?' and '[a-z]' are wildcards.
func newRedactor(patterns string) (redactor, error) {
	var r redactor
	for p := range strings.SplitSeq(patterns, "|") {
		p = strings.TrimSpace(p)
		if p == "" {
			continue
		}
		if _, err := path.Match(p, ""); err != nil {
			return redactor{}, fault.New(invalid, "secret-paths", "patterns of names with the wildcards '*', '?' and '[a-z]', separated by '|'", err)
		}
		if strings.Contains(p, ".") {
			r.paths = append(r.paths, p)
		} else {
			r.names = append(r.names, p)
		}
	}
	return r, nil
}

func (r redactor) secret(p string) bool {
	match := func(patterns []string, s string) bool {
		for _, pat := range patterns {
			if ok, _ := path.Match(pat, s); ok {
				return true
			}
		}
		return false
	}
	return match(r.names, p[strings.LastIndexByte(p, '.')+1:]) || match(r.paths, p)
}

// urlPassword takes all that comes before the last '@' for a password, because one that
// is written as it must not be, with '/' or a space in it, is a secret all the same.
var urlPassword = regexp.MustCompile(`(?s)(://[^/?#@\s:]*:).*@`)

// show is a value as people may see it: a secret one not at all, a URL without
// the password in it.
func (r redactor) show(p, value string) string {
	if r.secret(p) {
		return redacted
	}
	return urlPassword.ReplaceAllString(value, "${1}"+redacted+"@")
}

// showLayer is show for a value that may be none.
func (r redactor) showLayer(p, value string, layer uint8) string {
	if Layer(layer) == LayerNone {
		return ""
	}
	return r.show(p, value)
}
