package load

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// A Listing is what the go command said about the packages in reach, as plain
// data: what a later run with the same imports need not ask for again.
type Listing struct {
	Packages []*ListedPackage // sorted by import path
	Roots    []string         // import paths of what was asked for, in the go command's order
	Exports  []Export         // where the export data of packages outside is, sorted by path
	// Whole says that the go command had nothing to complain of, and that everything was
	// found in modules: only then the listing means the same another time.
	Whole bool
}

// A ListedPackage is one package.
type ListedPackage struct {
	Path    string
	Name    string
	Files   []string // absolute
	Ignored []string // by build constraints
	Imports []Import // sorted by how they are written
	Module  *Module  // nil for the standard library
	Errors  []Complaint
}

// A Complaint is what the go command had to say against a package.
type Complaint struct{ Pos, Msg string }

// An Import is one import of a package.
type Import struct{ As, Path string }

// A Module is what matters of a module.
type Module struct {
	Path      string
	Version   string
	Main      bool
	Dir       string
	GoMod     string
	GoVersion string
	Local     bool // it is a folder that somebody may edit
}

// An Export is a package with the file of its export data.
type Export struct{ Path, File string }

// listingOf is what packages.Load said, as plain data.
func listingOf(roots []*packages.Package) *Listing {
	l := &Listing{Whole: true}
	for _, p := range roots {
		l.Roots = append(l.Roots, p.PkgPath)
	}
	packages.Visit(roots, nil, func(p *packages.Package) {
		if len(p.Errors) > 0 || p.PkgPath == "command-line-arguments" || p.ID != p.PkgPath {
			l.Whole = false
		}
		out := &ListedPackage{Path: p.PkgPath, Name: p.Name, Files: p.GoFiles, Ignored: p.IgnoredFiles}
		for as, imp := range p.Imports {
			out.Imports = append(out.Imports, Import{as, imp.PkgPath})
		}
		for _, e := range p.Errors {
			out.Errors = append(out.Errors, Complaint{e.Pos, e.Msg})
		}
		slices.SortFunc(out.Imports, func(a, b Import) int { return strings.Compare(a.As, b.As) })
		if m := p.Module; m != nil {
			out.Module = &Module{Path: m.Path, Version: m.Version, Main: m.Main, Dir: m.Dir, GoMod: m.GoMod, GoVersion: m.GoVersion}
			// Without a folder of its own it is vendored; a folder without a version is a replacement.
			out.Module.Local = m.Main || m.Dir == "" || m.Version == "" || m.Replace != nil && m.Replace.Version == ""
			if m.Replace != nil && m.Dir == "" {
				out.Module.Dir = m.Replace.Dir
			}
		}
		l.Packages = append(l.Packages, out)
	})
	slices.SortFunc(l.Packages, func(a, b *ListedPackage) int { return strings.Compare(a.Path, b.Path) })
	return l
}

// packages makes of a listing what packages.Load had returned.
func (l *Listing) packages() []*packages.Package {
	byPath := make(map[string]*packages.Package, len(l.Packages))
	for _, p := range l.Packages {
		out := &packages.Package{ID: p.Path, PkgPath: p.Path, Name: p.Name, GoFiles: p.Files, IgnoredFiles: p.Ignored}
		if m := p.Module; m != nil {
			out.Module = &packages.Module{Path: m.Path, Version: m.Version, Main: m.Main, Dir: m.Dir, GoMod: m.GoMod, GoVersion: m.GoVersion}
		}
		for _, e := range p.Errors {
			out.Errors = append(out.Errors, packages.Error{Pos: e.Pos, Msg: e.Msg, Kind: packages.ListError})
		}
		byPath[p.Path] = out
	}
	for _, p := range l.Packages {
		out := byPath[p.Path]
		out.Imports = make(map[string]*packages.Package, len(p.Imports))
		for _, i := range p.Imports {
			out.Imports[i.As] = byPath[i.Path]
		}
	}
	roots := make([]*packages.Package, 0, len(l.Roots))
	for _, path := range l.Roots {
		roots = append(roots, byPath[path])
	}
	return roots
}

// FromSource are the packages that a load checks from source: those of the main
// modules and what imports them.
func (l *Listing) FromSource() map[string]*ListedPackage {
	byPath := make(map[string]*ListedPackage, len(l.Packages))
	for _, p := range l.Packages {
		byPath[p.Path] = p
	}
	known := map[string]bool{}
	var visit func(p *ListedPackage) bool
	visit = func(p *ListedPackage) bool {
		if source, ok := known[p.Path]; ok {
			return source
		}
		known[p.Path] = false // the go command has reported a cycle
		source := p.Module != nil && p.Module.Main
		for _, i := range p.Imports {
			if imp := byPath[i.Path]; imp != nil && visit(imp) {
				source = true
			}
		}
		known[p.Path] = source
		return source
	}
	out := map[string]*ListedPackage{}
	for _, p := range l.Packages {
		if visit(p) {
			out[p.Path] = p
		}
	}
	return out
}

// noteExports remembers where export data is.
func (l *Listing) noteExports(pkgs []*packages.Package) {
	for _, p := range pkgs {
		if len(p.Errors) > 0 || p.ExportFile == "" {
			continue
		}
		i, ok := slices.BinarySearchFunc(l.Exports, p.PkgPath, func(e Export, path string) int { return strings.Compare(e.Path, path) })
		if ok {
			l.Exports[i].File = p.ExportFile
		} else {
			l.Exports = slices.Insert(l.Exports, i, Export{p.PkgPath, p.ExportFile})
		}
	}
}
