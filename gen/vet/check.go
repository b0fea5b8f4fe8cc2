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
	"sync"

	"golang.org/x/tools/go/gcexportdata"
	"golang.org/x/tools/go/packages"
)

// check parses and type-checks the packages of which something has to be found out, and
// what they import for its types alone. They are never compiled: only what they import
// from elsewhere comes from export data, so that a change in one of them costs nothing but itself.
func (l *loaded) check(pc *packages.Config) error {
	c := &checker{l: l, imports: map[string]*types.Package{}, done: map[string]chan struct{}{}, errs: map[string][]error{}, whole: map[string]bool{}}
	for _, path := range slices.Concat(l.fresh, l.asked) {
		c.whole[path] = true
	}
	for _, path := range slices.Sorted(maps.Keys(c.whole)) {
		c.add(l.source[path])
	}
	var err error
	if c.exports, err = l.exports(pc, c.order); err != nil {
		return err
	}
	slots := make(chan struct{}, max(2, runtime.GOMAXPROCS(0)))
	var wg sync.WaitGroup
	for _, p := range c.order {
		wg.Go(func() {
			defer close(c.done[p.PkgPath])
			slots <- struct{}{}
			errs := c.parse(p)
			<-slots
			for _, i := range p.Imports {
				if done := c.done[i.PkgPath]; done != nil {
					<-done
				}
			}
			slots <- struct{}{}
			errs = append(errs, c.check(p)...)
			<-slots
			c.mu.Lock()
			defer c.mu.Unlock()
			c.errs[p.PkgPath] = errs
		})
	}
	wg.Wait()
	var errs []error
	for _, p := range c.order {
		errs = append(errs, c.errs[p.PkgPath]...)
	}
	if len(errs) > 0 {
		return fmt.Errorf("%w\n%w", ErrTypes, errors.Join(errs[:min(5, len(errs))]...))
	}
	return nil
}

// exports finds the export data of what source packages import.
func (l *loaded) exports(pc *packages.Config, from []*packages.Package) (map[string]string, error) {
	outside := map[string]bool{}
	for _, p := range from {
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
	whole   map[string]bool // packages whose bodies are looked at
	order   []*packages.Package
	done    map[string]chan struct{} // of those in order, closed when the types are there
	exports map[string]string

	mu      sync.Mutex                // guards what follows
	imports map[string]*types.Package // read from export data
	errs    map[string][]error
}

// add puts p in order, behind what it imports.
func (c *checker) add(p *packages.Package) {
	if c.done[p.PkgPath] != nil {
		return
	}
	c.done[p.PkgPath] = make(chan struct{})
	for _, path := range slices.Sorted(maps.Keys(p.Imports)) {
		if dep := c.l.source[p.Imports[path].PkgPath]; dep != nil {
			c.add(dep)
		}
	}
	c.order = append(c.order, p)
}

func (c *checker) parse(p *packages.Package) (errs []error) {
	mode := parser.SkipObjectResolution
	if c.whole[p.PkgPath] {
		mode |= parser.ParseComments
	}
	for _, name := range p.GoFiles {
		f, err := parser.ParseFile(c.l.fset, name, c.l.keep.source(name), mode)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		p.Syntax = append(p.Syntax, f)
	}
	return errs
}

func (c *checker) check(p *packages.Package) (errs []error) {
	conf := types.Config{
		Importer:         importerFunc(func(path string) (*types.Package, error) { return c.imported(p, path) }),
		FakeImportC:      true,
		IgnoreFuncBodies: !c.whole[p.PkgPath],
		Sizes:            types.SizesFor("gc", runtime.GOARCH),
		Error:            func(err error) { errs = append(errs, err) },
	}
	if p.Module != nil && p.Module.GoVersion != "" {
		conf.GoVersion = "go" + p.Module.GoVersion
	}
	if c.whole[p.PkgPath] {
		p.TypesInfo = newInfo()
	}
	p.Types, _ = conf.Check(p.PkgPath, c.l.fset, p.Syntax, p.TypesInfo) // Error has what it returns
	return errs
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
	c.mu.Lock()
	defer c.mu.Unlock()
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
