// Package benign names package-level variables of other people's modules that
// hold nothing of a tenant: registries filled at start, caches whose values follow
// from their keys. An entry counts for one version of the module with one hash, so
// that a change of either asks for another look.
package benign

import (
	_ "embed"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

//go:embed benign.txt
var text string

// A Module is one reviewed version.
type Module struct {
	Path, Version, Sum string
	Globals            map[string]string // full name to reason
	Packages           map[string]string // import path of a package that was reviewed as a whole, to reason
	Denied             map[string]bool   // functions and methods of those that open something or set something for the whole process
	Verbs              map[string]string // functions and methods of those to what they do with what they are given, as in the summaries of the standard library
	Frozen             []string          // types of those that only their writing methods change
	Calls              []string          // methods that those packages call of what they are given, by interfaces and reflection
}

var verbs = []string{"read", "fresh", "copy", "wrap"}

// Load returns what is built into the program, by module path and version.
var Load = sync.OnceValue(func() map[string]*Module {
	ms, err := Parse(text)
	if err != nil {
		panic(err) // the file is part of the program; a test reads it
	}
	return ms
})

// Key is how Load names a version of a module.
func Key(path, version string) string { return path + "@" + version }

// Trusted returns the review by which a package of a module counts as part of the trust
// base, nil when it does not: it was reviewed in this version, and the hash is that one's.
func Trusted(module, version, sum, pkg string) *Module {
	m := Load()[Key(module, version)]
	if m == nil || m.Sum != sum || m.Packages[pkg] == "" {
		return nil
	}
	return m
}

// Names are the denied names of a module, sorted.
func (m *Module) Names() []string { return slices.Sorted(maps.Keys(m.Denied)) }

// Parse reads lines "module PATH VERSION SUM" and, below each, "benign VARIABLE REASON",
// "package PATH REASON", "deny NAME...", "calls METHOD...", "frozen TYPE..." and summaries: "read NAME...", "fresh NAME...",
// "copy NAME...", "wrap NAME...", "write N NAME...", "keep N NAME...".
func Parse(text string) (map[string]*Module, error) {
	out := map[string]*Module{}
	var m *Module
	for n, line := range strings.Split(text, "\n") {
		f := strings.Fields(line)
		switch {
		case len(f) == 0 || f[0][0] == '#':
		case f[0] == "module" && len(f) == 4:
			m = &Module{Path: f[1], Version: f[2], Sum: f[3], Globals: map[string]string{}, Packages: map[string]string{}, Denied: map[string]bool{}, Verbs: map[string]string{}}
			out[Key(f[1], f[2])] = m
		case f[0] == "benign" && len(f) >= 3 && m != nil:
			m.Globals[f[1]] = strings.Join(f[2:], " ")
		case f[0] == "deny" && len(f) >= 2 && m != nil:
			for _, n := range f[1:] {
				m.Denied[n] = true
			}
		case f[0] == "calls" && len(f) >= 2 && m != nil:
			m.Calls = append(m.Calls, f[1:]...)
		case f[0] == "frozen" && len(f) >= 2 && m != nil:
			m.Frozen = append(m.Frozen, f[1:]...)
		case slices.Contains(verbs, f[0]) && len(f) >= 2 && m != nil:
			for _, n := range f[1:] {
				m.Verbs[n] = f[0]
			}
		case (f[0] == "write" || f[0] == "keep") && len(f) >= 3 && m != nil:
			for _, n := range f[2:] {
				m.Verbs[n] = f[0] + " " + f[1]
			}
		case f[0] == "package" && len(f) >= 3 && m != nil:
			if f[1] != m.Path && !strings.HasPrefix(f[1], m.Path+"/") {
				return nil, fmt.Errorf("line %d: %s is no package of %s", n+1, f[1], m.Path)
			}
			m.Packages[f[1]] = strings.Join(f[2:], " ")
		default:
			return nil, fmt.Errorf("line %d: %q is neither \"module PATH VERSION SUM\" nor \"benign VARIABLE REASON\", \"package PATH REASON\", \"deny NAME\", \"calls METHOD\" or a summary below one", n+1, line)
		}
	}
	return out, nil
}

// CachedSum is the hash of a module's version as the module cache has it beside the
// archive, found from the directory of one of its packages; "" outside of the cache.
func CachedSum(dir, module, version string) string {
	esc, v := escape(module), escape(version)
	root, _, found := strings.Cut(filepath.ToSlash(dir)+"/", "/"+esc+"@"+v+"/")
	if !found {
		return ""
	}
	data, err := os.ReadFile(filepath.Join(filepath.FromSlash(root), "cache", "download", filepath.FromSlash(esc), "@v", v+".ziphash"))
	if err != nil {
		return "" // without it nothing is trusted
	}
	return strings.TrimSpace(string(data))
}

// escape writes a path as the module cache does: !a for A.
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		if 'A' <= r && r <= 'Z' {
			b.WriteByte('!')
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Sums reads the go.sum file beside a go.mod: module@version to hash.
func Sums(goMod string) map[string]string {
	out := map[string]string{}
	data, err := os.ReadFile(filepath.Join(filepath.Dir(goMod), "go.sum"))
	if err != nil {
		return out // without it nothing is trusted
	}
	for line := range strings.Lines(string(data)) {
		if f := strings.Fields(line); len(f) == 3 && !strings.HasSuffix(f[1], "/go.mod") {
			out[Key(f[0], f[1])] = f[2]
		}
	}
	return out
}
