package reuse

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/cache"
	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/load"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

// A Unit is what was found about one package that a pattern names.
type Unit struct {
	Path        string
	Dir         string
	Package     *model.Package // nil when it asks for nothing
	Main        *model.Main    // nil when it is no program
	Diagnostics []diag.Diagnostic
	// Printed are its files without their data; nil when a run with mistakes made the unit, which prints nothing.
	Printed []File
}

// A File is what is generated for a unit.
type File struct {
	Name   string // base name
	Digest string // of Data; "" for a file that should not be there
	Data   []byte
}

// unitKeys hashes, for every package that the patterns name, everything that its unit is made from.
func (s *Session) unitKeys() {
	world := cache.KeyOf(append([]string{"world", digests(s.world)}, s.base...)...).String()
	files := map[string][]string{} // by folder: names and digests
	for _, st := range s.tree {
		if st.Kind == Source {
			dir := filepath.Dir(st.Path)
			files[dir] = append(files[dir], filepath.Base(st.Path), st.Digest)
		}
	}
	source := s.listing.FromSource()
	known := map[string]string{}
	var key func(p *load.ListedPackage) string
	key = func(p *load.ListedPackage) string {
		if k, ok := known[p.Path]; ok {
			return k
		}
		known[p.Path] = "" // there is no cycle: the go command would have said so
		parts := []string{"source", world, p.Path, p.Name}
		parts = append(parts, p.Files...)
		for _, dir := range folders(p) {
			parts = append(parts, files[dir]...)
		}
		for _, i := range p.Imports {
			parts = append(parts, i.As, i.Path)
			if imp := source[i.Path]; imp != nil {
				parts = append(parts, key(imp))
			}
		}
		known[p.Path] = cache.KeyOf(parts...).String()
		return known[p.Path]
	}
	// What will be generated imports the runtime, even where the package does not.
	rt := ""
	if p := source[load.RuntimePath]; p != nil {
		rt = key(p)
	}
	named := strings.Join(slices.Sorted(slices.Values(s.listing.Roots)), "\x00")
	for _, path := range s.listing.Roots {
		p := source[path]
		if p == nil {
			continue // the runtime, asked for by load itself
		}
		parts := []string{"unit", key(p), rt}
		if p.Name == "main" {
			parts = append(parts, named) // a program is what it imports of these
		}
		s.keys[path] = cache.KeyOf(parts...)
	}
}

// Units are those that the store has, and the import paths of those that have to be made.
func (s *Session) Units() (known map[string]*Unit, missing map[string]bool) {
	known, missing = map[string]*Unit{}, map[string]bool{}
	for path, key := range s.keys {
		u := &Unit{}
		if s.get(key, u) && u.Path == path {
			known[path] = u
		} else {
			missing[path] = true
		}
	}
	return known, missing
}

// Keep stores a unit. Its diagnostics must not depend on what else was looked at.
func (s *Session) Keep(u *Unit) {
	if key, ok := s.keys[u.Path]; ok && !s.unsafe {
		s.put(key, *u)
	}
}

func (s *Session) filesKey(unit cache.Key) cache.Key { return cache.KeyOf("files", unit.String()) }

// KeepFiles stores a unit with what was generated for it.
func (s *Session) KeepFiles(u *Unit, files []File) {
	key, ok := s.keys[u.Path]
	if !ok || s.unsafe || !s.put(s.filesKey(key), files) {
		return
	}
	u.Printed = slices.Clone(files)
	for i := range u.Printed {
		u.Printed[i].Data = nil
	}
	s.put(key, *u)
}

// Files are the files of a unit that the store has, with their content.
func (s *Session) Files(path string) ([]File, bool) {
	key, ok := s.keys[path]
	if !ok {
		return nil, false
	}
	return s.files(key)
}

func (s *Session) files(unit cache.Key) ([]File, bool) {
	var files []File
	ok := s.get(s.filesKey(unit), &files)
	return files, ok
}
