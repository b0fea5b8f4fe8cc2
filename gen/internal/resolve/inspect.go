package resolve

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/sigen-dev/sigen/gen/internal/model"
)

// inspect records the reads of a body whose variables are known by now, and
// reports what it does that cannot be followed.
func (f *frame) inspect(body ast.Node) {
	called := map[ast.Expr]bool{}
	counted := map[ast.Expr]bool{} // atomics that a statement writes and does not look at
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ExprStmt:
			if x := f.countedIn(n); x != nil {
				counted[x] = true
			}
		case *ast.CallExpr:
			called[ast.Unparen(n.Fun)] = true
			f.inspectCall(n)
		case *ast.SelectorExpr:
			if !counted[n] {
				f.inspectSelector(n, called[n])
			}
		case *ast.CompositeLit:
			for _, elt := range n.Elts {
				if kv, ok := elt.(*ast.KeyValueExpr); ok {
					elt = kv.Value
				}
				f.escapes(elt, "is stored in a value")
			}
		case *ast.SendStmt:
			f.escapes(n.Value, "is sent over a channel")
		case *ast.AssignStmt:
			for i, lhs := range n.Lhs {
				if n.Tok != token.DEFINE && !f.isLocal(lhs) && len(n.Lhs) == len(n.Rhs) {
					f.escapes(n.Rhs[i], "is stored in "+types.ExprString(lhs))
				}
			}
		}
		return true
	})
}

func (f *frame) isLocal(e ast.Expr) bool {
	if id, ok := ast.Unparen(e).(*ast.Ident); ok && id.Name == "_" {
		return true
	}
	obj := f.object(e)
	return obj != nil && (obj.Pkg() == nil || obj.Parent() != obj.Pkg().Scope())
}

// escapes reports that the receiver or a cell goes where it cannot be followed.
func (f *frame) escapes(e ast.Expr, how string) {
	s := f.eval(e)
	if !s.tracked() {
		return
	}
	f.p.report(codeCannotFollow, e.Pos(), "read the value here and pass that on, or make the computed dynamic and track by hand",
		"what %s reads cannot be found: %s %s", f.what, types.ExprString(e), how)
}

func (f *frame) read(kind model.SourceKind, name string, pos token.Pos) {
	if !slices.ContainsFunc(f.reads, func(s model.Source) bool { return s.Kind == kind && s.Name == name }) {
		f.reads = append(f.reads, model.Source{Kind: kind, Name: name, Pos: f.p.pos(pos)})
	}
}

// readComputed records the read of a computed if fn is an accessor or a compute method of the component.
func (f *frame) readComputed(fn *types.Func, pos token.Pos) bool {
	name := f.computed[fn.Name()]
	if name != "" {
		f.read(model.SourceComputed, name, pos)
	}
	return name != ""
}

func (f *frame) inspectCall(call *ast.CallExpr) {
	if f.lp.Info.Types[call.Fun].IsType() {
		return
	}
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok {
		if _, builtin := f.lp.Info.Uses[id].(*types.Builtin); builtin {
			if id.Name == "append" {
				for _, a := range call.Args {
					f.escapes(a, "is appended to a slice")
				}
			}
			return
		}
	}
	fn, recv, args, dynamic := f.callee(call)
	any := anyTracked(args)
	switch {
	case fn == nil:
		f.inspectValueCall(call, any)
		return
	case dynamic:
		if recv.tracked() {
			f.p.report(codeCannotFollow, call.Pos(), "call the method on the component itself, not through an interface",
				"what %s reads cannot be found: %s is called through an interface that holds %s", f.what, types.ExprString(call.Fun), f.held(recv))
		}
	case f.isCell(fn), recv[receiverValue] && f.computed[fn.Name()] != "":
		return // inspectSelector sees it
	case recv[receiverValue], any:
		if _, decl := f.source(fn); decl != nil {
			f.follow(fn, recv, args)
			return
		}
	}
	for _, a := range call.Args {
		f.escapes(a, "is passed to "+types.ExprString(call.Fun)+", whose source is not part of this module")
	}
}

func (f *frame) held(s set) string {
	for _, v := range s.inOrder() {
		if c, ok := v.(*types.Var); ok {
			return c.Name()
		}
	}
	return "the component"
}

// inspectValueCall looks at the call of a function value. A literal of this body is
// read where it stands; any other one is out of sight.
func (f *frame) inspectValueCall(call *ast.CallExpr, any bool) {
	known := false
	for _, v := range f.eval(call.Fun).inOrder() {
		_, lit := v.(*ast.FuncLit)
		known = known || lit
	}
	if known {
		return
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && f.field(sel) != nil {
		f.p.report(codeCannotFollow, call.Pos(), "write a method and call that",
			"what %s reads cannot be found: %s is a function value", f.what, types.ExprString(call.Fun))
		return
	}
	if any {
		for _, a := range call.Args {
			f.escapes(a, "is passed to the function value "+types.ExprString(call.Fun))
		}
	}
}

// inspectSelector looks at x.y: the read of a cell or computed, called or taken
// as a function value, or of a plain field.
func (f *frame) inspectSelector(e *ast.SelectorExpr, called bool) {
	sel := f.lp.Info.Selections[e]
	if sel == nil {
		return
	}
	if sel.Kind() == types.FieldVal {
		if v := f.field(e); v != nil && f.pure {
			f.plain(e, v)
		}
		return
	}
	fn, ok := sel.Obj().(*types.Func)
	if !ok {
		return
	}
	recv := f.receiverOf(e, sel)
	switch {
	case f.isCell(fn):
		f.readCell(e, fn, recv)
	case recv[receiverValue] && !types.IsInterface(sel.Recv()):
		if !f.readComputed(fn, e.Pos()) && !called {
			if _, decl := f.source(fn); decl != nil {
				f.follow(fn, recv, nil) // a method value: whoever calls it, it reads what it reads
			}
		}
	case len(sel.Index()) > 1 && f.eval(e.X)[receiverValue] && f.pure:
		f.promoted(e, sel)
	}
}

func (f *frame) readCell(e *ast.SelectorExpr, fn *types.Func, recv set) {
	writes := fn.Name() == "Set" || fn.Name() == "SetIn" || fn.Name() == "Update"
	found := false
	for _, v := range recv.inOrder() {
		cell, ok := v.(*types.Var)
		if !ok {
			continue
		}
		kind := f.cells[cell]
		found = true
		if !writes {
			f.read(kind, cell.Name(), e.Pos())
			continue
		}
		if f.pure {
			f.p.report(codeComputedSets, e.Pos(), "set signals in an effect or a runnable; a computed only reads", "%s writes signal %s", f.what, cell.Name())
		} else if _, ok := f.sets[cell.Name()]; !ok {
			f.sets[cell.Name()] = e.Pos()
		}
	}
	if !found && !writes {
		f.p.report(codeCannotFollow, e.Pos(), "read a field of the component, directly or through locals and parameters",
			"what %s reads cannot be found: it is not known which cell %s is", f.what, types.ExprString(e.X))
	}
}

// feedback reports an effect that writes a signal which it reads: it would run for ever.
func (fl *flow) feedback() {
	for _, r := range fl.reads {
		if pos, ok := fl.sets[r.Name]; ok && r.Kind == model.SourceSignal {
			d := fl.p.report(codeEffectFeedsIt, pos, "read another signal, or compute the value instead of setting it", "%s writes signal %s, which it reads: each run would cause the next", fl.what, r.Name)
			d.Related = append(d.Related, related(r.Pos, "read here"))
		}
	}
}
