package reuse

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/load"
)

// roots are the folders that patterns name, and whether everything below belongs
// to them; false when that cannot be said without the go command.
func roots(dir string, patterns []string) (out map[string]bool, ok bool) {
	out = map[string]bool{}
	if len(patterns) == 0 {
		out[dir] = false
	}
	for _, p := range patterns {
		if strings.HasSuffix(p, ".go") || strings.Contains(p, "@") {
			return nil, false
		}
		slashed := filepath.ToSlash(p)
		local := slashed == "." || slashed == ".." || strings.HasPrefix(slashed, "./") || strings.HasPrefix(slashed, "../") || filepath.IsAbs(p)
		rest, deep := strings.CutSuffix(slashed, "/...")
		if slashed == "..." || !local || strings.Contains(rest, "...") {
			return nil, false // import paths may be found in any module
		}
		root := filepath.FromSlash(rest)
		if !filepath.IsAbs(root) {
			root = filepath.Join(dir, root)
		}
		out[root] = out[root] || deep
	}
	return out, true
}

// A gatherer takes stamps, each path once.
type gatherer struct {
	seen   map[string]bool
	stamps []Stamp
}

func (g *gatherer) take(path string, kind Kind) {
	if g.seen[path] {
		return
	}
	g.seen[path] = true
	g.stamps = append(g.stamps, Take(path, kind))
}

// walk takes the folders below root that the go command or sigen goes into.
func (g *gatherer) walk(root string, mains map[string]bool) {
	_ = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && d != nil && d.IsDir():
			g.take(name, Folder)
			return fs.SkipDir
		case err != nil || !d.IsDir():
			return nil
		case name != root && (strings.HasPrefix(d.Name(), ".") || strings.HasPrefix(d.Name(), "_")):
			return fs.SkipDir
		}
		g.take(name, Folder)
		if name != root && !mains[name] && (d.Name() == "vendor" || exists(filepath.Join(name, "go.mod"))) {
			return fs.SkipDir
		}
		return nil
	})
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// nested takes the module files that would cut a package's folder off from its module.
func (g *gatherer) nested(dir, module string) {
	for module != "" && dir != module && strings.HasPrefix(dir, module) {
		g.take(filepath.Join(dir, "go.mod"), Content)
		dir = filepath.Dir(dir)
	}
}

// gather takes the stamps of everything that a listing was made from, and of what
// loading its packages reads: of the world, and of the tree.
func (s *Session) gather(l *load.Listing) (world, tree []Stamp) {
	w := &gatherer{seen: map[string]bool{}}
	w.stamps = append(s.toolchain(), s.moduleFiles()...)
	for _, st := range w.stamps {
		w.seen[st.Path] = true
	}
	t := &gatherer{seen: map[string]bool{}}
	source := l.FromSource()
	mains := map[string]bool{}
	for _, p := range l.Packages {
		m := p.Module
		if m == nil || !m.Local {
			continue
		}
		if m.Main {
			mains[m.Dir] = true
		}
		if m.GoMod != "" {
			w.take(m.GoMod, Content)
		}
		into := w
		if source[p.Path] != nil {
			into = t
		}
		for _, dir := range folders(p) {
			into.take(dir, Folder)
			into.nested(dir, m.Dir)
			entries, _ := os.ReadDir(dir) // its stamp says that it cannot be read
			for _, e := range entries {
				name := e.Name()
				path, test := filepath.Join(dir, name), strings.HasSuffix(name, "_test.go")
				switch {
				case strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || e.IsDir() || !meaningful(name):
				case into == w && !test:
					into.take(path, Content)
				case into == t && load.Written(path):
					if !slices.Contains(l.Roots, p.Path) { // of the others it is an output
						into.take(path, Content)
					}
				case into == t && strings.HasSuffix(name, ".go"):
					into.take(path, Source)
				}
			}
		}
	}
	for _, root := range slices.Sorted(maps.Keys(s.roots)) {
		if s.roots[root] {
			t.walk(root, mains)
		} else {
			t.take(root, Folder)
		}
	}
	return w.stamps, t.stamps
}

// folders are the folders that a package's files lie in; only cgo's own are in another.
func folders(p *load.ListedPackage) []string {
	var out []string
	for _, f := range slices.Concat(p.Files, p.Ignored) {
		if dir := filepath.Dir(f); !slices.Contains(out, dir) {
			out = append(out, dir)
		}
	}
	return out
}
