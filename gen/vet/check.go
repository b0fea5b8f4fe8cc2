package vet

import (
	"errors"
	"fmt"
	"go/parser"
	"go/types"
	"maps"
	"os"
	"runtime"
	"slices"

	"golang.org/x/tools/go/gcexportdata"
	"golang.org/x/tools/go/packages"
)

// check parses and type-checks the packages that are looked at. They are never
// compiled: only what they import from elsewhere comes from export data, so that
// a change in one of them costs nothing but itself.
func (l *loaded) check(pc *packages.Config, want []string) error {
	exports, err := l.exports(pc)
	if err != nil {
		return err
	}
	c := &checker{l: l, exports: exports, imports: map[string]*types.Package{}, done: map[string]bool{}}
	for _, path := range want {
		c.visit(l.source[path])
	}
	if len(c.errs) > 0 {
		return fmt.Errorf("%w\n%w", ErrTypes, errors.Join(c.errs[:min(5, len(c.errs))]...))
	}
	return nil
}

// exports finds the export data of what the source packages import.
func (l *loaded) exports(pc *packages.Config) (map[string]string, error) {
	outside := map[string]bool{}
	for _, p := range l.source {
		for _, i := range p.Imports {
			if l.source[i.PkgPath] == nil && i.PkgPath != "unsafe" && i.PkgPath != "C" {
				outside[i.PkgPath] = true
			}
		}
	}
	out := map[string]string{}
	if len(outside) == 0 {
		return out, nil
	}
	cfg := *pc
	cfg.Mode = packages.NeedName | packages.NeedExportFile
	got, err := packages.Load(&cfg, slices.Sorted(maps.Keys(outside))...)
	if err != nil {
		return nil, fmt.Errorf("go list -export in %s: %w", l.dir, err)
	}
	if err := compiled(got); err != nil {
		return nil, err
	}
	for _, p := range got {
		out[p.PkgPath] = p.ExportFile
	}
	return out, nil
}

type checker struct {
	l       *loaded
	exports map[string]string
	imports map[string]*types.Package // read from export data
	done    map[string]bool
	errs    []error
}

// visit checks what p imports, then p.
func (c *checker) visit(p *packages.Package) {
	if c.done[p.PkgPath] {
		return
	}
	c.done[p.PkgPath] = true
	for _, path := range slices.Sorted(maps.Keys(p.Imports)) {
		if dep := c.l.source[p.Imports[path].PkgPath]; dep != nil {
			c.visit(dep)
		}
	}
	for _, name := range p.GoFiles {
		f, err := parser.ParseFile(c.l.fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			c.errs = append(c.errs, err)
			continue
		}
		p.Syntax = append(p.Syntax, f)
	}
	conf := types.Config{
		Importer:    importerFunc(func(path string) (*types.Package, error) { return c.imported(p, path) }),
		FakeImportC: true,
		Sizes:       types.SizesFor("gc", runtime.GOARCH),
		Error:       func(err error) { c.errs = append(c.errs, err) },
	}
	if p.Module != nil && p.Module.GoVersion != "" {
		conf.GoVersion = "go" + p.Module.GoVersion
	}
	p.TypesInfo = newInfo()
	p.Types, _ = conf.Check(p.PkgPath, c.l.fset, p.Syntax, p.TypesInfo) // Error has what it returns
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }

func (c *checker) imported(from *packages.Package, path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if i := from.Imports[path]; i != nil {
		path = i.PkgPath
	}
	if p := c.l.source[path]; p != nil {
		return p.Types, nil
	}
	if p := c.imports[path]; p != nil && p.Complete() {
		return p, nil
	}
	f, err := os.Open(c.exports[path])
	if err != nil {
		return nil, fmt.Errorf("no export data of %s: %w", path, err)
	}
	defer f.Close()
	//lint:ignore SA1019 the go command hands out archives, whose header only NewReader reads
	r, err := gcexportdata.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("export data of %s: %w", path, err)
	}
	return gcexportdata.Read(r, c.l.fset, c.imports, path)
}
