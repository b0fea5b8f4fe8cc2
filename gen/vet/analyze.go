package vet

import (
	"context"
	"maps"
	"runtime"
	"slices"
	"sync"

	"github.com/sigen-dev/sigen/gen/vet/internal/benign"
	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
	"github.com/sigen-dev/sigen/gen/vet/internal/flow"
	"github.com/sigen-dev/sigen/gen/vet/internal/invoke"
	"github.com/sigen-dev/sigen/gen/vet/internal/std"
)

// analyze makes the entries that are missing, those first that others import, and returns
// the facts of all packages.
func (l *loaded) analyze(ctx context.Context) []*facts.Package {
	out := map[string]*facts.Package{}
	for path, m := range l.reviewed {
		out[path] = reviewed(path, m)
	}
	for path, e := range l.entries {
		if e.Facts != nil {
			out[path] = e.Facts
		}
	}
	done := map[string]chan struct{}{}
	var inputs []flow.Input
	for _, path := range l.fresh {
		done[path] = make(chan struct{})
		if !l.typesOnly[path] {
			inputs = append(inputs, l.input(path))
		}
	}
	prog := flow.Program(l.fset, inputs)
	var mu sync.Mutex // guards out and entries
	slots := make(chan struct{}, max(2, runtime.GOMAXPROCS(0)))
	var wg sync.WaitGroup
	for _, path := range l.fresh {
		wg.Go(func() {
			defer close(done[path])
			for _, i := range l.source[path].Imports {
				if c := done[i.PkgPath]; c != nil {
					<-c
				}
			}
			slots <- struct{}{}
			defer func() { <-slots }()
			if ctx.Err() != nil {
				return // Run says so
			}
			e := &entry{Path: path}
			if m := l.modules[path]; m == nil || m.Main {
				e.Contracts = invoke.Declared(l.view(path))
			}
			if !l.typesOnly[path] {
				in := l.input(path)
				in.Std, in.SSA, in.Callees = std.Load(), prog, l.callees
				in.Import = func(path string) *facts.Package {
					mu.Lock()
					defer mu.Unlock()
					return out[path]
				}
				in.Benign = func(global string) bool {
					if !l.benign(path, global) {
						return false
					}
					e.Benign = append(e.Benign, global)
					return true
				}
				e.Facts = flow.Analyze(in)
				slices.Sort(e.Benign)
				e.Benign = slices.Compact(e.Benign)
			}
			mu.Lock()
			defer mu.Unlock()
			l.entries[path] = e
			if e.Facts != nil {
				out[path] = e.Facts
			}
		})
	}
	wg.Wait()
	all := make([]*facts.Package, 0, len(out))
	for _, path := range slices.Sorted(maps.Keys(out)) {
		all = append(all, out[path])
	}
	return all
}

// input is what the analysis gets of a package.
func (l *loaded) input(path string) flow.Input {
	p := l.source[path]
	return flow.Input{Fset: l.fset, Files: p.Syntax, Pkg: p.Types, Info: p.TypesInfo}
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

// benignUsed are the reviewed variables that the facts rest on, sorted.
func (l *loaded) benignUsed() []string {
	var out []string
	for _, e := range l.entries {
		out = append(out, e.Benign...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
