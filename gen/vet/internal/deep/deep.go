// Package deep finds what calls through interfaces and function values can lead to in
// whole programs: variable type analysis (VTA) over the bodies of everything that is linked,
// the standard library included. It is for what the analysis of one package after the other
// leaves undecided, and slow.
//
// Its answers hold in a closed world: for the main packages that were loaded, as built with the tags
// and platform of the run. VTA does not see what reflection, unsafe, assembly, linkname and cgo do to
// function values and interfaces, so [Program.Callees] has no answer where one of
// them may have had a part in it; see taint.go for how that is known.
package deep

import (
	"context"
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/callgraph"
	"golang.org/x/tools/go/callgraph/vta"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"

	"github.com/sigen-dev/sigen/gen/vet/internal/flow"
)

// Config says which programs.
type Config struct {
	Dir      string
	Tags     []string
	Env      []string
	Patterns []string
	// Std reports whether a package belongs to the standard library.
	Std func(path string) bool
	// Progress is told what is about to be done; nil for nobody.
	Progress func(step string)

	naive bool // in tests: believe the graph
}

// A Program is all programs of one run, as one.
type Program struct {
	Mains []string // import paths, sorted
	// Blind says why nothing is resolved at all: what the program loads or links is not all Go.
	Blind string

	// Linked are variables that another package names by linkname or in assembly, with that package.
	Linked map[string]string

	sites map[place]*site
}

// ErrNoMain is returned when the patterns name no program.
var ErrNoMain = errors.New("the patterns name no main package: what a call can lead to is only known of whole programs; name the packages of your commands too")

// place is a position without what differs between two readings of a file.
type place struct {
	file      string
	line, col int
}

func placeOf(p token.Position) place { return place{p.Filename, p.Line, p.Column} }

// A site is one call in the source, which generics may have made several of.
type site struct {
	unknown bool
	callees map[flow.Callee]bool
}

// Load reads the programs that the patterns name and resolves their calls.
func Load(ctx context.Context, cfg Config) (*Program, error) {
	say := cfg.Progress
	if say == nil {
		say = func(string) {}
	}
	mains, err := mainPackages(ctx, cfg)
	if err != nil {
		return nil, err
	}
	out := &Program{Mains: mains, sites: map[place]*site{}}
	say(fmt.Sprintf("reading %d programs with all that they link", len(mains)))
	pc := config(ctx, cfg)
	pc.Mode = packages.LoadAllSyntax | packages.NeedModule
	loaded, err := packages.Load(pc, mains...)
	if err != nil {
		return nil, fmt.Errorf("go list in %s: %w", cfg.Dir, err)
	}
	if err := broken(loaded); err != nil {
		return nil, err
	}
	if out.Blind = blind(loaded, cfg.Std); out.Blind != "" {
		return out, nil
	}
	say("building the intermediate form")
	prog, _ := ssautil.AllPackages(loaded, ssa.InstantiateGenerics)
	prog.Build()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	funcs := ssautil.AllFunctions(prog)
	say(fmt.Sprintf("following values through %d functions", len(funcs)))
	graph := vta.CallGraph(funcs, nil)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	say("looking for what the graph cannot see")
	t := newTaint(cfg.Std)
	if !cfg.naive {
		t.collect(funcs, loaded)
	}
	out.Linked = t.linked
	out.resolve(prog, graph, t)
	return out, nil
}

func config(ctx context.Context, cfg Config) *packages.Config {
	pc := &packages.Config{Context: ctx, Dir: cfg.Dir, Env: cfg.Env}
	if len(cfg.Tags) > 0 {
		pc.BuildFlags = []string{"-tags=" + strings.Join(cfg.Tags, ",")}
	}
	return pc
}

// mainPackages are the import paths of the programs that the patterns name.
func mainPackages(ctx context.Context, cfg Config) ([]string, error) {
	pc := config(ctx, cfg)
	pc.Mode = packages.NeedName
	listed, err := packages.Load(pc, cfg.Patterns...)
	if err != nil {
		return nil, fmt.Errorf("go list in %s: %w", cfg.Dir, err)
	}
	var out []string
	for _, p := range listed {
		if p.Name == "main" {
			out = append(out, p.PkgPath)
		}
	}
	if len(out) == 0 {
		return nil, ErrNoMain
	}
	slices.Sort(out)
	return out, nil
}

func broken(loaded []*packages.Package) error {
	var errs []error
	packages.Visit(loaded, nil, func(p *packages.Package) {
		for _, e := range p.Errors {
			if len(errs) < 5 {
				errs = append(errs, errors.New(e.Error()))
			}
		}
	})
	if len(errs) == 0 {
		return nil
	}
	return fmt.Errorf("the programs do not compile; run sigen first, then go build\n%w", errors.Join(errs...))
}

// resolve notes the callees of every call whose callee is not in its text.
func (p *Program) resolve(prog *ssa.Program, graph *callgraph.Graph, t *taint) {
	for f, node := range graph.Nodes {
		if f == nil || generic(f) {
			continue
		}
		callees := map[ssa.CallInstruction][]*ssa.Function{}
		for _, e := range node.Out {
			callees[e.Site] = append(callees[e.Site], e.Callee.Func)
		}
		for _, b := range f.Blocks {
			for _, in := range b.Instrs {
				if call, ok := in.(ssa.CallInstruction); ok {
					p.site(prog, call, callees[call], t)
				}
			}
		}
	}
}

// generic reports whether a function is the text of others, which have type arguments.
func generic(f *ssa.Function) bool {
	for ; f != nil; f = f.Parent() {
		if f.TypeParams().Len() > 0 && len(f.TypeArgs()) == 0 {
			return true
		}
	}
	return false
}

func instance(f *ssa.Function) bool {
	for ; f != nil; f = f.Parent() {
		if len(f.TypeArgs()) > 0 {
			return true
		}
	}
	return false
}

func (p *Program) site(prog *ssa.Program, call ssa.CallInstruction, callees []*ssa.Function, t *taint) {
	c := call.Common()
	if _, builtin := c.Value.(*ssa.Builtin); builtin || !call.Pos().IsValid() {
		return
	}
	if c.StaticCallee() != nil && !instance(call.Parent()) {
		return
	}
	k := placeOf(prog.Fset.PositionFor(call.Pos(), false))
	s := p.sites[k]
	if s == nil {
		s = &site{callees: map[flow.Callee]bool{}}
		p.sites[k] = s
	}
	if len(callees) == 0 || c.StaticCallee() == nil && t.has(c.Value.Type()) {
		s.unknown = true
		return
	}
	for _, f := range callees {
		one, ok := callee(prog, f)
		if !ok {
			s.unknown = true
			return
		}
		s.callees[one] = true
	}
}

// callee is a function as the facts name it. One with memory of its own, a closure or a method
// value, has no name that says which memory; and neither has a promoted method, whose receiver
// is another one than that of the call.
func callee(prog *ssa.Program, f *ssa.Function) (flow.Callee, bool) {
	if len(f.FreeVars) > 0 {
		return flow.Callee{}, false
	}
	pos := f.Pos()
	obj, _ := f.Object().(*types.Func)
	if obj != nil {
		pos = obj.Pos()
	}
	if f.Synthetic != "" && len(f.TypeArgs()) == 0 && f.Parent() == nil {
		if obj == nil || obj.Signature().Recv() == nil || len(f.Params) == 0 || !sameNamed(f.Params[0].Type(), obj.Signature().Recv().Type()) {
			return flow.Callee{}, false
		}
	}
	if !pos.IsValid() {
		return flow.Callee{}, false
	}
	at := prog.Fset.PositionFor(pos, false)
	at.Offset = 0
	return flow.Callee{Name: flow.FuncName(f), Pos: at}, true
}

func sameNamed(a, b types.Type) bool {
	x, y := namedOf(a), namedOf(b)
	return x != nil && y != nil && x.Origin() == y.Origin()
}

func namedOf(t types.Type) *types.Named {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	n, _ := t.(*types.Named)
	return n
}

// Callees are all functions that the call at a position can lead to; nil where that is not known.
func (p *Program) Callees(at token.Position) []flow.Callee {
	s := p.sites[placeOf(at)]
	if s == nil || s.unknown || len(s.callees) == 0 {
		return nil
	}
	out := make([]flow.Callee, 0, len(s.callees))
	for c := range s.callees {
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b flow.Callee) int { return strings.Compare(a.Name, b.Name) })
	return out
}
