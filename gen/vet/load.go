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
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/sigen-dev/sigen/gen/vet/internal/benign"
	"github.com/sigen-dev/sigen/gen/vet/internal/flow"
	"github.com/sigen-dev/sigen/gen/vet/internal/std"
)

// loaded is what one run looks at: the packages that declare components, with
// what they import down to the trust base, from source; all else from export data.
type loaded struct {
	dir       string
	roots     []string // packages that the patterns name and that have components or trust lines, sorted
	named     []string // packages that the patterns name and that are looked at, sorted
	source    map[string]*packages.Package
	fset      *token.FileSet
	modules   map[string]*packages.Module
	sums      map[string]string
	typesOnly map[string]bool                    // packages that are read from source for their types alone
	reviewed  map[string]*benign.Module          // packages of the trust base
	callees   func(token.Position) []flow.Callee // what calls lead to in whole programs; nil without Config.Deep

	keep    *keeper
	entries map[string]*entry  // what is known of the source packages, by import path
	answers map[string]*answer // of the named ones
	fresh   []string           // source packages whose entry has to be made, sorted
	asked   []string           // named packages whose answer has to be made, sorted
}

const listing = packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedDeps | packages.NeedModule

func load(ctx context.Context, cfg Config) (*loaded, error) {
	dir, err := filepath.Abs(cfg.Dir)
	if err != nil {
		return nil, fmt.Errorf("directory %q: %w", cfg.Dir, err)
	}
	l := &loaded{dir: dir, fset: token.NewFileSet(), source: map[string]*packages.Package{}, modules: map[string]*packages.Module{}, reviewed: map[string]*benign.Module{}, typesOnly: map[string]bool{},
		entries: map[string]*entry{}, answers: map[string]*answer{}}
	pc := &packages.Config{Context: ctx, Mode: listing, Dir: dir, Env: cfg.Env}
	if len(cfg.Tags) > 0 {
		pc.BuildFlags = []string{"-tags=" + strings.Join(cfg.Tags, ",")}
	}
	patterns := cfg.Patterns
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	keep := make(chan *keeper, 1)
	go func() { keep <- newKeeper(ctx, cfg, dir) }() // which asks the go command too
	listed, err := packages.Load(pc, patterns...)
	l.keep = <-keep
	if err != nil {
		return nil, fmt.Errorf("go list in %s: %w", dir, err)
	}
	if len(listed) == 0 {
		return nil, errors.New("the patterns match no package")
	}
	if l.closure(listed); len(l.source) == 0 {
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
	l.recall()
	return l, l.check(pc)
}

// closure picks the packages to read: those with components or trust lines, what
// they import outside of the standard library and the trust base, and those named
// packages that import one of these, since they could write its variables.
func (l *loaded) closure(listed []*packages.Package) {
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
			l.below(p)
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
	for _, p := range listed { // who calls by name what a package declares that is not named itself
		for _, i := range p.Imports {
			if i.Module != nil && i.Module.Main && !flow.TrustBase(i.PkgPath) && mentions(i.GoFiles) {
				add(i)
			}
		}
	}
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
}

// between adds the packages that lie between what is imported, the trust base too, and one that is
// read from source: their types come from source too, since export data would have copies of its own.
func (l *loaded) between(want map[string]bool) {
	above := map[*packages.Package]bool{}
	done := map[*packages.Package]bool{}
	var visit func(p *packages.Package) bool
	visit = func(p *packages.Package) bool {
		if done[p] || std.Load().Std(p.PkgPath) {
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
