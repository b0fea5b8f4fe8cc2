package resolve

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/load"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

// The codes of computed values and effects.
const (
	codeComputedSignature = "SIG401"
	codeEffectSignature   = "SIG402"
	codeCycle             = "SIG403"
)

const computedForms = "a computed is computeX() T or computeX() (T, error); a dynamic one takes a *reactive.Tracker"

func related(pos token.Position, text string) diag.Related { return diag.Related{Pos: pos, Text: text} }

// computed resolves a method marked //sig:computed; wiring finds what it reads.
func (p *pkgResolver) computed(c *componentMark, m methodMark, sig *types.Signature) {
	name := m.fn.Name()
	bad := func(format string, args ...any) {
		p.report(codeComputedSignature, m.decl.Name.Pos(), computedForms, format, args...)
	}
	accessor := strings.TrimPrefix(name, "compute")
	if accessor == name || accessor == "" || !token.IsExported(accessor) {
		bad("computed method %s must be named computeX, and X() will be its accessor", name)
		return
	}
	dynamic := m.mark.Has("dynamic")
	params, results := sig.Params(), sig.Results()
	switch {
	case dynamic && (params.Len() != 1 || !isTracker(params.At(0).Type())):
		bad("dynamic computed %s must take one *reactive.Tracker", name)
		return
	case !dynamic && params.Len() == 1 && isTracker(params.At(0).Type()):
		bad("computed %s takes a tracker without being dynamic: write //sig:computed dynamic", name)
		return
	case !dynamic && params.Len() != 0:
		bad("computed %s takes parameters", name)
		return
	case results.Len() == 0 || results.Len() > 2 || results.Len() == 2 && !isError(results.At(1).Type()):
		bad("computed %s must return a value, or a value and an error", name)
		return
	case results.Len() == 1 && isError(results.At(0).Type()):
		bad("computed %s returns an error alone; what has no value is an effect", name)
		return
	}
	t := results.At(0).Type()
	if p.invalid(t, m.decl.Name.Pos()) {
		return
	}
	c.out.Computed = append(c.out.Computed, &model.Computed{
		GoName: name, Accessor: accessor, Result: p.ref(t), HasError: results.Len() == 2, Dynamic: dynamic,
		Compare: compare(t), Doc: docText(m.decl.Doc), Pos: p.pos(m.decl.Name.Pos()),
	})
}

func isTracker(t types.Type) bool {
	ptr, ok := types.Unalias(t).(*types.Pointer)
	return ok && isNamed(ptr.Elem(), load.RuntimePath+"/reactive", "Tracker")
}

// compare decides how two values of t are compared without reflection.
func compare(t types.Type) model.Compare {
	if eq := method(t, "Equal"); eq != nil && types.NewMethodSet(t).Lookup(nil, "Equal") != nil &&
		eq.Params().Len() == 1 && types.Identical(eq.Params().At(0).Type(), t) &&
		eq.Results().Len() == 1 && types.Identical(eq.Results().At(0).Type(), types.Typ[types.Bool]) {
		return model.CompareEqual
	}
	if b, ok := types.Unalias(t).Underlying().(*types.Basic); ok && b.Info()&types.IsFloat != 0 {
		return model.CompareFloat
	}
	if strictlyComparable(t) {
		return model.CompareOperator
	}
	return model.CompareNever
}

// strictlyComparable reports whether == on t cannot panic.
func strictlyComparable(t types.Type) bool {
	switch u := types.Unalias(t).Underlying().(type) {
	case *types.Interface, *types.Slice, *types.Map, *types.Signature:
		return false
	case *types.Array:
		return strictlyComparable(u.Elem())
	case *types.Struct:
		for f := range u.Fields() {
			if !strictlyComparable(f.Type()) {
				return false
			}
		}
	}
	return true
}

// effect resolves a method marked //sig:effect.
func (p *pkgResolver) effect(c *componentMark, m methodMark, sig *types.Signature) {
	ctx := takesContext(sig)
	if !ctx && sig.Params().Len() != 0 || !returnsError(sig) {
		p.report(codeEffectSignature, m.decl.Name.Pos(), "an effect is (ctx) error or () error", "effect %s must take a context or nothing, and return an error", m.fn.Name())
		return
	}
	c.out.Effects = append(c.out.Effects, &model.Effect{GoName: m.fn.Name(), Supersede: m.mark.Has("supersede"), TakesCtx: ctx, Pos: p.pos(m.decl.Name.Pos())})
}

// wiring finds what each computed and effect reads and puts the computeds in
// order, dependencies first. A cycle has no order and is reported with its path.
func (p *pkgResolver) wiring(c *componentMark) {
	bodies := map[string]*ast.FuncDecl{}
	for _, m := range p.methodMarks(c.obj.Name()) {
		bodies[m.fn.Name()] = m.decl
	}
	for _, comp := range c.out.Computed {
		if comp.Dynamic {
			continue
		}
		comp.Reads = p.reads(c, bodies[comp.GoName], true)
	}
	for _, e := range c.out.Effects {
		e.Reads = p.reads(c, bodies[e.GoName], false)
	}
	p.orderComputed(c)
}

func (p *pkgResolver) orderComputed(c *componentMark) {
	byName := map[string]*model.Computed{}
	for _, comp := range c.out.Computed {
		byName[comp.GoName] = comp
	}
	const visiting, done = 1, 2
	state := map[string]int{}
	var sorted []*model.Computed
	var path []string
	var visit func(comp *model.Computed)
	visit = func(comp *model.Computed) {
		state[comp.GoName] = visiting
		path = append(path, comp.GoName)
		for _, r := range comp.Reads {
			dep := byName[r.Name]
			if r.Kind != model.SourceComputed || dep == nil {
				continue
			}
			switch state[dep.GoName] {
			case 0:
				visit(dep)
			case visiting:
				start := 0
				for path[start] != dep.GoName {
					start++
				}
				cycle := append(append([]string{}, path[start:]...), dep.GoName)
				d := diag.Diagnostic{Pos: r.Pos, Code: codeCycle, Text: "computed values read each other in a cycle: " + strings.Join(cycle, " -> "),
					Hint: "break the cycle: keep one of them as a sig.Signal that an effect sets"}
				for _, name := range cycle[:len(cycle)-1] {
					d.Related = append(d.Related, related(byName[name].Pos, name))
				}
				p.diags = append(p.diags, d)
			}
		}
		path = path[:len(path)-1]
		state[comp.GoName] = done
		sorted = append(sorted, comp)
	}
	for _, comp := range c.out.Computed {
		if state[comp.GoName] == 0 {
			visit(comp)
		}
	}
	c.out.Computed = sorted
}
