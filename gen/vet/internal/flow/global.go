package flow

import (
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// globals lists the package's variables. Each starts out as harmless, and loses
// that when initialisation is looked at.
func (p *pkg) globals() {
	for _, m := range p.ssa.Members {
		g, ok := m.(*ssa.Global)
		if !ok || g.Object() == nil {
			continue
		}
		t := g.Type().(*types.Pointer).Elem()
		name := p.out.Path + "." + g.Name()
		f := &facts.Global{Name: name, Pos: p.position(g.Pos()), Type: types.TypeString(t, nil), Parts: parts(t), Known: true}
		f.Immutable = !p.types.reaches(t) || onlyDynamic(t) || p.in.Benign(name) || p.generated(g.Pos()) || p.blank(g)
		f.Handle = !p.generated(g.Pos()) && p.leadsToHandle(t, map[types.Type]bool{})
		for _, tr := range p.out.Trusts {
			if tr.Pos.Filename == f.Pos.Filename && tr.From <= f.Pos.Line && f.Pos.Line <= tr.To {
				f.Trust = tr
			}
		}
		p.out.Globals[name] = f
	}
}

// leadsToHandle reports whether a value of t has a handle in it, or leads to one: what is
// called through it, or set in it, belongs to whoever opened it. A handle may have no reference in it, as a
// Signal of texts has none: its methods write it all the same.
func (p *pkg) leadsToHandle(t types.Type, seen map[types.Type]bool) bool {
	t = types.Unalias(t)
	if seen[t] {
		return false
	}
	seen[t] = true
	if n, ok := t.(*types.Named); ok {
		path := n.Obj().Pkg()
		if path == nil || p.types.std.Std(path.Path()) {
			return false
		}
		if p.isHandle(n) && (!trustBase(path.Path()) || opaque(n)) {
			return true
		}
		if trustBase(path.Path()) && (opaque(n) || types.IsInterface(n)) {
			return false
		}
	}
	switch t := t.Underlying().(type) {
	case *types.Pointer:
		return p.leadsToHandle(t.Elem(), seen)
	case *types.Slice:
		return p.leadsToHandle(t.Elem(), seen)
	case *types.Array:
		return p.leadsToHandle(t.Elem(), seen)
	case *types.Chan:
		return p.leadsToHandle(t.Elem(), seen)
	case *types.Map:
		return p.leadsToHandle(t.Key(), seen) || p.leadsToHandle(t.Elem(), seen)
	case *types.Struct:
		for f := range t.Fields() {
			if p.leadsToHandle(f.Type(), seen) {
				return true
			}
		}
	}
	return false
}

// opaque reports whether a type has fields that only its package knows; what has none is data.
func opaque(n *types.Named) bool {
	s, ok := n.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range s.Fields() {
		if !f.Exported() {
			return true
		}
	}
	return false
}

// onlyDynamic reports whether a variable of that type holds a function or an
// interface and nothing else, so that what it is set to decides.
func onlyDynamic(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Signature, *types.Interface:
		return true
	}
	return false
}

// dynamic reports whether functions or interfaces can be inside a value of t that is not frozen.
func (p *pkg) dynamic(t types.Type) bool {
	return holdsDynamic(t, p.types.frozen, map[types.Type]bool{})
}

// callsInside reports whether functions or interfaces can be inside a value of t for others to call:
// a template is frozen, but has functions.
func (p *pkg) callsInside(t types.Type) bool {
	return holdsDynamic(t, func(typ string) bool {
		return p.types.frozen(typ) && typ != "text/template.Template" && typ != "html/template.Template"
	}, map[types.Type]bool{})
}

func holdsDynamic(t types.Type, frozen func(typ string) bool, seen map[types.Type]bool) bool {
	t = types.Unalias(t)
	if seen[t] {
		return false
	}
	seen[t] = true
	if n, ok := t.(*types.Named); ok && frozen(key(n)) && n.TypeArgs().Len() == 0 {
		return false
	}
	switch t := t.Underlying().(type) {
	case *types.Signature, *types.Interface:
		return true
	case *types.Pointer:
		return holdsDynamic(t.Elem(), frozen, seen)
	case *types.Slice:
		return holdsDynamic(t.Elem(), frozen, seen)
	case *types.Array:
		return holdsDynamic(t.Elem(), frozen, seen)
	case *types.Chan:
		return holdsDynamic(t.Elem(), frozen, seen)
	case *types.Map:
		return holdsDynamic(t.Key(), frozen, seen) || holdsDynamic(t.Elem(), frozen, seen)
	case *types.Struct:
		for f := range t.Fields() {
			if holdsDynamic(f.Type(), frozen, seen) {
				return true
			}
		}
	}
	return false
}

// initialised adds to variables what a unit puts into them at initialisation,
// and returns the names of those that changed.
func (p *pkg) initialised(u *unit) []string {
	var changed []string
	for _, name := range slices.Sorted(maps.Keys(u.stored)) {
		g := p.out.Globals[name]
		if g == nil || p.in.Benign(name) {
			continue
		}
		v, _ := p.ssa.Members[name[len(p.out.Path)+1:]].(*ssa.Global)
		t := v.Type().(*types.Pointer).Elem()
		dyn := p.dynamic(t)
		before := len(g.Funcs) + len(g.Dyns)
		known, immutable := g.Known, g.Immutable
		for i := range u.stored[name].all {
			e := u.elems[i]
			if e.kind == elemParam && e.n < len(u.top.Params) && p.inits[u.top] { // a flow says so
				continue
			}
			switch e.kind {
			case elemFunc:
				c := e.callee
				if e.fn != nil {
					c = u.innerCallee(e.fn)
				}
				if !slices.Contains(g.Funcs, c) {
					g.Funcs = append(g.Funcs, c)
				}
				if c.Once {
					u.yieldsOnce(g, t, c)
				}
			case elemDyn:
				if !slices.Contains(g.Dyns, e.dyn) {
					g.Dyns = append(g.Dyns, e.dyn)
					g.Inside = merged(g.Inside, p.inside(e))
				}
			case elemAlloc:
				if e.opaque && dyn {
					g.Known = false
					g.Inside.Mutable = true
				}
				if onlyDynamic(t) && !u.ownCapture(e) {
					g.Immutable = false
				}
			default:
				if e.kind == elemGlobal && (e.global == g || dyn && e.global.Known) { // what is in that is in this one too
					heldToo(g, e.global)
					p.joins(name, e.global.Name)
					if e.global != g && onlyDynamic(t) {
						g.Immutable = false
					}
					continue
				}
				if onlyDynamic(t) {
					g.Immutable = false
				}
				if dyn {
					g.Known = false
					g.Inside.Mutable = true
				}
			}
		}
		if known != g.Known || immutable != g.Immutable || before != len(g.Funcs)+len(g.Dyns) {
			changed = append(changed, name)
		}
	}
	return append(changed, p.putByOthers()...)
}

// joins notes that one variable leads to memory of another.
func (p *pkg) joins(name, to string) {
	if name == to || !p.owns(to) {
		return
	}
	if p.joined[name] == nil {
		p.joined[name] = map[string]bool{}
	}
	p.joined[name][to] = true
}

// putByOthers adds to variables what initialisation puts into them by others that lead to their memory, and returns
// the names of those that changed.
func (p *pkg) putByOthers() []string {
	var changed []string
	for again := true; again; {
		again = false
		for _, name := range slices.Sorted(maps.Keys(p.joined)) {
			for _, to := range slices.Sorted(maps.Keys(p.joined[name])) {
				from, g := p.out.Globals[name], p.out.Globals[to]
				v, _ := p.ssa.Members[to[len(p.out.Path)+1:]].(*ssa.Global)
				if from == nil || g == nil || v == nil || p.in.Benign(to) || !p.dynamic(v.Type().(*types.Pointer).Elem()) {
					continue
				}
				before, known := len(g.Funcs)+len(g.Dyns), g.Known
				heldToo(g, from)
				if g.Known = g.Known && from.Known; before != len(g.Funcs)+len(g.Dyns) || known != g.Known {
					again, changed = true, append(changed, to)
				}
			}
		}
	}
	return changed
}

// yieldsOnce adds to a variable what the function in it makes when it is called first: all that call
// it get the same.
func (u *unit) yieldsOnce(g *facts.Global, t types.Type, c facts.Callee) {
	sig, ok := t.Underlying().(*types.Signature)
	if !ok || u.p.types.reaches(sig.Results()) {
		g.Immutable = false
	}
	f := u.p.summary(c.Name)
	errorsAlone := ok && !u.p.dynamicBesideErrors(sig.Results())
	if f == nil || c.Inner || f.Opaque && !errorsAlone {
		g.Known, g.Inside.Mutable = false, true
		return
	}
	for _, m := range f.Made {
		if !errorsAlone && !slices.Contains(g.Funcs, m) {
			g.Funcs = append(g.Funcs, m)
		}
	}
	own := slices.ContainsFunc(f.Dyns, u.p.mayBeError)
	for _, d := range f.Dyns {
		if errorsAlone && (!own || u.p.library(u.p.packageOf(d))) { // what the library makes an error of, nobody gets at
			continue
		}
		if !slices.Contains(g.Dyns, d) {
			g.Dyns = append(g.Dyns, d)
			g.Inside = merged(g.Inside, u.p.inside(u.elems[u.dyn(d, nil)]))
		}
	}
}

// mayBeError reports whether a type that is not the library's may be that of an error.
func (p *pkg) mayBeError(d string) bool {
	bare := strings.TrimPrefix(d, "*")
	if strings.HasPrefix(bare, "map[") || strings.HasPrefix(bare, "[") || strings.HasPrefix(bare, "func(") {
		return false // what has no name has no methods
	}
	if b, ok := types.Universe.Lookup(bare).(*types.TypeName); ok {
		_, basic := b.Type().(*types.Basic)
		return !basic
	}
	if p.library(p.packageOf(d)) {
		return false
	}
	t := p.typeFacts(d)
	return t == nil || t.Methods["Error"] != ""
}

// dynamicBesideErrors reports whether functions or interfaces other than error can be inside of results.
func (p *pkg) dynamicBesideErrors(results *types.Tuple) bool {
	for r := range results.Variables() {
		if !isError(r.Type()) && p.dynamic(r.Type()) {
			return true
		}
	}
	return false
}

// heldToo adds to a variable what another one holds.
func heldToo(g, from *facts.Global) {
	for _, c := range from.Funcs {
		if !slices.Contains(g.Funcs, c) {
			g.Funcs = append(g.Funcs, c)
		}
	}
	for _, d := range from.Dyns {
		if !slices.Contains(g.Dyns, d) {
			g.Dyns = append(g.Dyns, d)
		}
	}
	g.Inside = merged(g.Inside, from.Inside)
}

// forget gives up what is known of the package's variables.
func (p *pkg) forget() {
	for _, name := range slices.Sorted(maps.Keys(p.out.Globals)) {
		g := p.out.Globals[name]
		v, ok := p.ssa.Members[name[len(p.out.Path)+1:]].(*ssa.Global)
		if !ok || !g.Known || p.in.Benign(name) {
			continue
		}
		g.Known, g.Inside.Mutable = false, true
		g.Immutable = !p.types.reaches(v.Type().(*types.Pointer).Elem())
		p.forgotten = append(p.forgotten, name)
	}
}

// ownCapture reports whether an element is a captured variable, which the
// function value's Captures speaks of, and not memory that a caller gets.
func (u *unit) ownCapture(e *elem) bool {
	for _, f := range u.elems {
		if f.kind != elemFunc || f.fn == nil {
			continue
		}
		for i := range f.contents.all {
			if u.elems[i] == e && !u.captures(f.fn) {
				return true
			}
		}
	}
	return false
}

func (p *pkg) inside(e *elem) facts.Needs {
	if e.dynT != nil {
		return p.types.freezing(e.dynT, facts.Needs{Mutable: true})
	}
	if pk := p.imports[p.packageOf(e.dyn)]; pk != nil || p.packageOf(e.dyn) == p.out.Path {
		if pk == nil {
			pk = p.in.Pkg
		}
		if tn, ok := pk.Scope().Lookup(e.dyn[len(pk.Path())+1:]).(*types.TypeName); ok {
			return p.types.freezing(types.NewPointer(tn.Type()), facts.Needs{Mutable: true})
		}
	}
	return facts.Needs{Mutable: true}
}

func merged(a, b facts.Needs) facts.Needs {
	return facts.Needs{Mutable: a.Mutable || b.Mutable, Types: unique(append(slices.Clone(a.Types), b.Types...))}
}

// initOnly finds the functions that run while the package is initialised and
// never again: initialisers, what nothing but they call, and what a once of the
// package runs without captured variables.
func initOnly(s *ssa.Package) map[*ssa.Function]bool {
	callers := map[*ssa.Function][]*ssa.Function{}
	taken := map[*ssa.Function]bool{}
	base := map[*ssa.Function]bool{}
	var all []*ssa.Function
	var visit func(f *ssa.Function)
	visit = func(f *ssa.Function) {
		all = append(all, f)
		for _, b := range f.Blocks {
			for _, in := range b.Instrs {
				uses(f, in, callers, taken, base)
			}
		}
		for _, a := range f.AnonFuncs {
			visit(a)
		}
	}
	for _, m := range s.Members {
		switch m := m.(type) {
		case *ssa.Function:
			visit(m)
		case *ssa.Type:
			if n, ok := types.Unalias(m.Type()).(*types.Named); ok {
				for meth := range n.Methods() {
					if f := s.Prog.FuncValue(meth); f != nil && f.Pkg == s {
						visit(f)
						taken[f] = true
					}
				}
			}
		}
	}
	out := map[*ssa.Function]bool{}
	for _, f := range all {
		obj, _ := f.Object().(*types.Func)
		switch {
		case f.Parent() == nil && (f.Synthetic != "" && f.Name() == "init" || len(f.Name()) > 5 && f.Name()[:5] == "init#"):
			out[f], base[f] = true, true
		case base[f]:
			out[f] = true
		case taken[f] || obj != nil && obj.Exported() || len(callers[f]) == 0:
		default:
			out[f] = true
		}
	}
	for again := true; again; {
		again = false
		for f := range out {
			if base[f] && !taken[f] || base[f] && f.Parent() == nil && f.Object() == nil {
				if len(callers[f]) == 0 {
					continue
				}
			}
			if taken[f] {
				delete(out, f)
				again = true
				continue
			}
			for _, c := range callers[f] {
				if !out[c] {
					delete(out, f)
					again = true
					break
				}
			}
		}
	}
	return out
}

// uses notes how an instruction of f uses functions.
func uses(f *ssa.Function, in ssa.Instruction, callers map[*ssa.Function][]*ssa.Function, taken, base map[*ssa.Function]bool) {
	call, _ := in.(ssa.CallInstruction)
	if _, isGo := in.(*ssa.Go); isGo {
		call = nil
	}
	for _, op := range in.Operands(nil) {
		var g *ssa.Function
		switch v := (*op).(type) {
		case *ssa.Function:
			g = v
		case *ssa.MakeClosure:
			g, _ = v.Fn.(*ssa.Function)
		}
		if g == nil {
			continue
		}
		if o := g.Origin(); o != nil {
			g = o
		}
		_, making := in.(*ssa.MakeClosure)
		switch {
		case making:
		case call != nil && *op == call.Common().Value:
			callers[g] = append(callers[g], f)
		case call != nil && len(g.FreeVars) == 0 && runsOnce(f, call.Common()):
			base[g] = true
		default:
			taken[g] = true
		}
	}
}

// runsOnce reports whether a call hands its function to a once that belongs to the package.
func runsOnce(f *ssa.Function, c *ssa.CallCommon) bool {
	g := c.StaticCallee()
	if g == nil {
		return false
	}
	if o := g.Origin(); o != nil {
		g = o
	}
	switch g.String() {
	case "(*sync.Once).Do":
		v := c.Args[0]
		for {
			fa, ok := v.(*ssa.FieldAddr)
			if !ok {
				break
			}
			v = fa.X
		}
		_, ok := v.(*ssa.Global)
		return ok
	case "sync.OnceFunc", "sync.OnceValue", "sync.OnceValues":
		return f.Synthetic != "" && f.Name() == "init" && f.Parent() == nil
	}
	return false
}
