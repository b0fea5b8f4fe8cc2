// Package benign names package-level variables of other people's modules that
// hold nothing of a tenant: registries filled at start, caches whose values follow
// from their keys. An entry counts for one version of the module with one hash, so
// that a change of either asks for another look.
package benign

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

//go:embed benign.txt
var text string

// A Module is one reviewed version.
type Module struct {
	Path, Version, Sum string
	Globals            map[string]string // full name to reason
}

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

// Parse reads lines "module PATH VERSION SUM" and, below each, "benign VARIABLE REASON".
func Parse(text string) (map[string]*Module, error) {
	out := map[string]*Module{}
	var m *Module
	for n, line := range strings.Split(text, "\n") {
		f := strings.Fields(line)
		switch {
		case len(f) == 0 || f[0][0] == '#':
		case f[0] == "module" && len(f) == 4:
			m = &Module{Path: f[1], Version: f[2], Sum: f[3], Globals: map[string]string{}}
			out[Key(f[1], f[2])] = m
		case f[0] == "benign" && len(f) >= 3 && m != nil:
			m.Globals[f[1]] = strings.Join(f[2:], " ")
		default:
			return nil, fmt.Errorf("line %d: %q is neither \"module PATH VERSION SUM\" nor \"benign VARIABLE REASON\" below one", n+1, line)
		}
	}
	return out, nil
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
