// Package dotted holds the grammar of configuration and credential paths, and
// how such a path is written as the name of an environment variable.
//
//	path = name { "." name }                                at most 512 bytes
//	name = [a-z0-9] { [a-z0-9] | "-" | "_" }                at most 63 bytes
package dotted

import (
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// NameGrammar says what a name is, for error texts.
const NameGrammar = sig.NameGrammar

// ValidName reports whether s is one name.
func ValidName(s string) bool { return sig.ValidName(s) }

// ValidPath reports whether s is names joined by single dots.
func ValidPath(s string) bool { return sig.ValidPath(s) }

// Under reports whether path is prefix or lies below it; everything lies below "".
func Under(path, prefix string) bool {
	rest, ok := strings.CutPrefix(path, prefix)
	return ok && (prefix == "" || rest == "" || rest[0] == '.')
}

// Root is the first two names of a path below "tenants" and the first of any
// other: what belongs together.
func Root(path string) string {
	i := strings.IndexByte(path, '.')
	if i < 0 {
		return path
	}
	if path[:i] != "tenants" {
		return path[:i]
	}
	if j := strings.IndexByte(path[i+1:], '.'); j >= 0 {
		return path[:i+1+j]
	}
	return path
}

// Tops names the allowed first names of paths, each with the least number of
// names that a path beginning with it has.
type Tops map[string]int

// Check says what is wrong with a path, "" when nothing is. The text holds
// nothing of the path but its first name when that is the fault.
func (t Tops) Check(path string) string {
	if !ValidPath(path) {
		return "a dotted path of names; " + NameGrammar
	}
	top, _, _ := strings.Cut(path, ".")
	least, ok := t[top]
	if !ok {
		return "a path that begins with " + t.List()
	}
	if strings.Count(path, ".")+1 < least {
		return "a longer path: " + t.Shape(top)
	}
	return ""
}

// Shape is how a path of a top is written: "tenants.<tenant>.<key>".
func (t Tops) Shape(top string) string {
	parts := []string{top}
	switch {
	case top == "tenants":
		parts = append(parts, "<tenant>")
	case t[top] == 3:
		parts = append(parts, "<instance>")
	}
	return strings.Join(append(parts, "<key>"), ".")
}

// List names the tops for an error text, in order.
func (t Tops) List() string {
	var known []string
	for _, top := range []string{"tenants", "defaults", "shared"} {
		if _, ok := t[top]; ok {
			known = append(known, "\""+top+"\"")
		}
	}
	return strings.Join(known[:len(known)-1], ", ") + " or " + known[len(known)-1]
}
