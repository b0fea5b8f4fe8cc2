package vet

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/packages"

	"github.com/sigen-dev/sigen/gen/vet/internal/benign"
	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
	"github.com/sigen-dev/sigen/gen/vet/internal/flow"
	"github.com/sigen-dev/sigen/gen/vet/internal/invoke"
	"github.com/sigen-dev/sigen/gen/vet/internal/std"
)

// loaded is what one run looks at: the packages that declare components, with
// what they import down to the trust base, from source; all else from export data.
type loaded struct {
	dir        string
	roots      []string // packages that the patterns name and that have components or trust lines, sorted
	named      []string // packages that the patterns name and that are looked at, sorted
	source     map[string]*packages.Package
	fset       *token.FileSet
	modules    map[string]*packages.Module
	sums       map[string]string
	typesOnly  map[string]bool           // packages that are read from source for their types alone
	reviewed   map[string]*benign.Module // packages of the trust base
	benignUsed []string
	callees    func(token.Position) []flow.Callee // what calls lead to in whole programs; nil without Config.Deep
}

const listing = packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedDeps | packages.NeedModule

func load(ctx context.Context, cfg Config) (*loaded, error) {
	dir, err := filepath.Abs(cfg.Dir)
	if err != nil {
		return nil, fmt.Errorf("directory %q: %w", cfg.Dir, err)
	}
	l := &loaded{dir: dir, fset: token.NewFileSet(), source: map[string]*packages.Package{}, modules: map[string]*packages.Module{}, reviewed: map[string]*benign.Module{}, typesOnly: map[string]bool{}}
	pc := &packages.Config{Context: ctx, Mode: listing, Dir: dir, Env: cfg.Env}
	if len(cfg.Tags) > 0 {
		pc.BuildFlags = []string{"-tags=" + strings.Join(cfg.Tags, ",")}
	}
	patterns := cfg.Patterns
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	listed, err := packages.Load(pc, patterns...)
	if err != nil {
		return nil, fmt.Errorf("go list in %s: %w", dir, err)
	}
	if len(listed) == 0 {
		return nil, errors.New("the patterns match no package")
	}
	want := l.closure(listed)
	if len(want) == 0 {
		if err := compiled(listed); err != nil {
			return nil, err
		}
		return l, nil
	}
	for _, p := range listed {
		if l.source[p.PkgPath] != nil {
			l.named = append(l.named, p.PkgPath)
		}
	}
	slices.Sort(l.named)
	return l, l.check(pc, want)
}

// invocations looks at calls by name in the packages that the patterns name.
func (l *loaded) invocations() []Finding {
	view := func(p *packages.Package) invoke.Package {
		return invoke.Package{Fset: l.fset, Files: p.Syntax, Pkg: p.Types, Info: p.TypesInfo}
	}
	declared := map[string]*facts.Contracts{}
	for path, p := range l.source {
		if l.modules[path] == nil || l.modules[path].Main {
			declared[path] = invoke.Declared(view(p))
		}
	}
	var out []Finding
	for _, path := range l.named {
		var all []*facts.Contracts
		seen := map[string]bool{}
		var visit func(p *packages.Package)
		visit = func(p *packages.Package) {
			if seen[p.PkgPath] {
				return
			}
			seen[p.PkgPath] = true
			if c := declared[p.PkgPath]; c != nil {
				all = append(all, c)
			}
			for _, i := range slices.Sorted(maps.Keys(p.Imports)) {
				visit(p.Imports[i])
			}
		}
		visit(l.source[path])
		out = append(out, invocations(view(l.source[path]), all)...)
	}
	return out
}

// closure picks the packages to read: those with components or trust lines, what
// they import outside of the standard library and the trust base, and those named
// packages that import one of these, since they could write its variables.
func (l *loaded) closure(listed []*packages.Package) []string {
	want := map[string]bool{}
	var add func(p *packages.Package)
	add = func(p *packages.Package) {
		if want[p.PkgPath] || std.Load().Std(p.PkgPath) || flow.TrustBase(p.PkgPath) {
			return
		}
		if p.Module != nil && l.sums == nil && p.Module.Main {
			l.sums = benign.Sums(p.Module.GoMod)
		}
		if l.trusted(p) {
			return
		}
		want[p.PkgPath] = true
		l.source[p.PkgPath] = p
		if p.Module != nil {
			l.modules[p.PkgPath] = p.Module
		}
		for _, i := range p.Imports {
			add(i)
		}
	}
	for _, p := range listed {
		if !flow.TrustBase(p.PkgPath) && mentions(p.GoFiles) {
			l.roots = append(l.roots, p.PkgPath)
			add(p)
		}
	}
	slices.Sort(l.roots)
	inside := maps.Clone(want)
	for _, p := range listed {
		for _, i := range p.Imports {
			if inside[i.PkgPath] && !want[p.PkgPath] && !flow.TrustBase(p.PkgPath) {
				want[p.PkgPath] = true
				l.source[p.PkgPath] = p
			}
		}
	}
	l.between(want)
	return slices.Sorted(maps.Keys(want))
}

// between adds the packages that lie between a reviewed one and one that is read from
// source: their types come from source too, since export data would have copies of its own.
func (l *loaded) between(want map[string]bool) {
	above := map[*packages.Package]bool{}
	done := map[*packages.Package]bool{}
	var visit func(p *packages.Package) bool
	visit = func(p *packages.Package) bool {
		if done[p] || std.Load().Std(p.PkgPath) || flow.TrustBase(p.PkgPath) {
			return above[p]
		}
		done[p] = true
		found := false
		for _, i := range p.Imports {
			found = visit(i) || found
		}
		above[p] = found || want[p.PkgPath] && l.reviewed[p.PkgPath] == nil
		if above[p] && l.source[p.PkgPath] == nil {
			l.source[p.PkgPath] = p
			l.typesOnly[p.PkgPath] = true
		}
		return above[p]
	}
	for _, path := range slices.Sorted(maps.Keys(want)) {
		for _, i := range l.source[path].Imports {
			visit(i)
		}
	}
	for path := range l.typesOnly {
		want[path] = true
	}
}

// trusted reports whether a package of another module was reviewed as a whole, in this
// version with this hash.
func (l *loaded) trusted(p *packages.Package) bool {
	m := p.Module
	if m == nil || m.Main || m.Replace != nil {
		return false
	}
	b := benign.Trusted(m.Path, m.Version, l.sums[benign.Key(m.Path, m.Version)], p.PkgPath)
	if b != nil {
		l.reviewed[p.PkgPath] = b
	}
	return b != nil
}

// mentions reports whether one of the files has a line that matters here.
func mentions(files []string) bool {
	for _, f := range files {
		src, err := os.ReadFile(f)
		if err == nil && (bytes.Contains(src, []byte("//sig:component")) || bytes.Contains(src, []byte("//sig:trust"))) {
			return true
		}
	}
	return false
}

// analyze makes the facts of all packages, those first that others import.
func (l *loaded) analyze(ctx context.Context) []*facts.Package {
	done := map[string]chan struct{}{}
	out := map[string]*facts.Package{}
	for path, m := range l.reviewed {
		out[path] = &facts.Package{Path: path, Reviewed: true, Denied: m.Names()}
	}
	var mu sync.Mutex // guards out and benignUsed
	for path := range l.source {
		done[path] = make(chan struct{})
	}
	var inputs []flow.Input
	for path, p := range l.source {
		if l.typesOnly[path] {
			close(done[path])
			continue
		}
		inputs = append(inputs, flow.Input{Fset: l.fset, Files: p.Syntax, Pkg: p.Types, Info: p.TypesInfo})
	}
	prog := flow.Program(l.fset, inputs)
	slots := make(chan struct{}, max(2, runtime.GOMAXPROCS(0)))
	var wg sync.WaitGroup
	for path, p := range l.source {
		if l.typesOnly[path] {
			continue
		}
		wg.Go(func() {
			defer close(done[path])
			for _, i := range p.Imports {
				if c := done[i.PkgPath]; c != nil {
					<-c
				}
			}
			slots <- struct{}{}
			defer func() { <-slots }()
			if ctx.Err() != nil {
				return // Run says so
			}
			f := flow.Analyze(flow.Input{Fset: l.fset, Files: p.Syntax, Pkg: p.Types, Info: p.TypesInfo, Std: std.Load(), SSA: prog, Callees: l.callees,
				Import: func(path string) *facts.Package {
					mu.Lock()
					defer mu.Unlock()
					return out[path]
				},
				Benign: func(global string) bool {
					if !l.benign(path, global) {
						return false
					}
					mu.Lock()
					defer mu.Unlock()
					if !slices.Contains(l.benignUsed, global) {
						l.benignUsed = append(l.benignUsed, global)
					}
					return true
				},
			})
			mu.Lock()
			defer mu.Unlock()
			out[path] = f
		})
	}
	wg.Wait()
	slices.Sort(l.benignUsed)
	all := make([]*facts.Package, 0, len(out))
	for _, path := range slices.Sorted(maps.Keys(out)) {
		all = append(all, out[path])
	}
	return all
}

// benign reports whether a variable of another module was reviewed, in this version with this hash.
func (l *loaded) benign(pkg, global string) bool {
	m := l.modules[pkg]
	if m == nil || m.Main || m.Replace != nil {
		return false
	}
	b := benign.Load()[benign.Key(m.Path, m.Version)]
	return b != nil && b.Globals[global] != "" && b.Sum == l.sums[benign.Key(m.Path, m.Version)]
}
