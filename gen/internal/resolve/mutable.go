package resolve

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/sigen-dev/sigen/gen/internal/load"
)

// plain reports the use of a field in a computed if the field changes after
// construction without anybody being told: the computed would go stale.
func (f *frame) plain(e *ast.SelectorExpr, v *types.Var) {
	if _, cell := f.cells[v]; cell || f.filledIn(v) || f.mutable[v] {
		return
	}
	if name, _ := sigName(v.Type()); name == "Instance" {
		return
	}
	hint := "make it a sig.Signal, whose changes are seen"
	if kind := syncKind(v.Type()); kind != "" {
		f.mutable[v] = true
		f.p.report(codeMutableState, e.Pos(), hint, "%s reads %s of type %s, whose changes it would not see", f.what, types.ExprString(e), kind)
		return
	}
	if at, ok := f.p.writes(f.c)[v]; ok {
		f.mutable[v] = true
		d := f.p.report(codeMutableState, e.Pos(), hint, "%s reads the plain field %s, whose changes it would not see", f.what, types.ExprString(e))
		f.p.relate(d, at, "changed here")
	}
}

// countedIn is the atomic x of a statement x.Add(1) or x.Store(v): with its result
// dropped, the call reads nothing that the computed could go stale by, so counting
// how often a computed ran is fine.
func (f *frame) countedIn(stmt *ast.ExprStmt) ast.Expr {
	call, ok := ast.Unparen(stmt.X).(*ast.CallExpr)
	if !ok {
		return nil
	}
	method, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	fn, ok := f.lp.Info.Uses[method.Sel].(*types.Func)
	if !ok || fn.Pkg() == nil || fn.Pkg().Path() != "sync/atomic" || fn.Name() != "Add" && fn.Name() != "Store" {
		return nil
	}
	return ast.Unparen(method.X)
}

// promoted looks at a method that an embedded struct gives the component.
func (f *frame) promoted(e *ast.SelectorExpr, sel *types.Selection) {
	v := f.c.st.Field(sel.Index()[0])
	if name, _ := sigName(deref(v.Type())); name == "Instance" {
		return
	}
	fn, ok := sel.Obj().(*types.Func)
	if !ok || !pointerReceiver(fn) {
		return
	}
	f.p.report(codeMutableState, e.Pos(), "copy what it needs into a field that is never changed, or make it a sig.Signal",
		"%s calls %s of the embedded %s, which may read what changes unseen", f.what, types.ExprString(e), v.Name())
}

func pointerReceiver(fn *types.Func) bool {
	sig := fn.Type().(*types.Signature)
	if sig.Recv() == nil {
		return false
	}
	_, ok := types.Unalias(sig.Recv().Type()).(*types.Pointer)
	return ok
}

// filledIn reports whether the kernel fills the field in, once, before anything runs.
func (f *frame) filledIn(v *types.Var) bool {
	for _, field := range f.c.out.Fields {
		if field.GoName == v.Name() {
			return true
		}
	}
	return false
}

// syncKind is the name of a type that exists to be changed while others look.
func syncKind(t types.Type) string {
	obj, _ := nameOf(types.Unalias(deref(t)))
	if obj == nil || obj.Pkg() == nil {
		if _, ok := types.Unalias(t).Underlying().(*types.Chan); ok {
			return "a channel"
		}
		return ""
	}
	if path := obj.Pkg().Path(); path == "sync" || path == "sync/atomic" {
		return obj.Pkg().Name() + "." + obj.Name()
	}
	if name, _ := sigName(t); name == "PerTenant" {
		return "sig.PerTenant"
	}
	return ""
}

// writes finds where the package changes each field of a component after its
// construction: an assignment, an increment, its address taken, or a method
// called that may change it. An assignment through a variable that a function
// made itself is construction.
func (p *pkgResolver) writes(c *componentMark) map[*types.Var]token.Pos {
	if w, ok := p.written[c.obj]; ok {
		return w
	}
	w := map[*types.Var]token.Pos{}
	if p.written == nil {
		p.written = map[*types.TypeName]map[*types.Var]token.Pos{}
	}
	p.written[c.obj] = w
	own := map[*types.Var]bool{}
	for v := range c.st.Fields() {
		own[v] = true
	}
	for _, f := range p.lp.Files {
		for _, d := range f.Syntax.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok && fd.Body != nil {
				writesIn(p.lp, fd, own, w)
			}
		}
	}
	return w
}

func writesIn(lp *load.Package, fd *ast.FuncDecl, own map[*types.Var]bool, w map[*types.Var]token.Pos) {
	fresh := freshLocals(lp, fd.Body)
	note := func(e ast.Expr) {
		for {
			switch x := ast.Unparen(e).(type) {
			case *ast.IndexExpr:
				e = x.X
				continue
			case *ast.SliceExpr:
				e = x.X
				continue
			case *ast.StarExpr:
				e = x.X
				continue
			case *ast.SelectorExpr:
				v, ok := lp.Info.Uses[x.Sel].(*types.Var)
				if !ok || !own[v] {
					e = x.X
					continue
				}
				root, isIdent := ast.Unparen(x.X).(*ast.Ident)
				if isIdent && fresh[lp.Info.ObjectOf(root)] {
					return
				}
				if _, seen := w[v]; !seen {
					w[v] = x.Pos()
				}
			}
			return
		}
	}
	ast.Inspect(fd.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok != token.DEFINE {
				for _, lhs := range n.Lhs {
					note(lhs)
				}
			}
		case *ast.IncDecStmt:
			note(n.X)
		case *ast.RangeStmt:
			if n.Tok == token.ASSIGN {
				note(n.Key)
				if n.Value != nil {
					note(n.Value)
				}
			}
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				note(n.X)
			}
		case *ast.CallExpr:
			if id, ok := ast.Unparen(n.Fun).(*ast.Ident); ok && (id.Name == "delete" || id.Name == "clear" || id.Name == "copy") && len(n.Args) > 0 {
				note(n.Args[0])
			}
		case *ast.SelectorExpr:
			if sel := lp.Info.Selections[n]; sel != nil && sel.Kind() == types.MethodVal {
				fn, ok := sel.Obj().(*types.Func)
				_, isPtr := types.Unalias(sel.Recv()).(*types.Pointer)
				if ok && !isPtr && pointerReceiver(fn) {
					note(n.X) // the address of the field is taken for the call
				}
			}
		}
		return true
	})
}

// freshLocals are the variables that a body initialises with a value of its own
// making: what it writes there is construction, not change.
func freshLocals(lp *load.Package, body ast.Node) map[types.Object]bool {
	fresh := map[types.Object]bool{}
	made := func(e ast.Expr) bool {
		e = ast.Unparen(e)
		if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND {
			e = ast.Unparen(u.X)
		}
		if call, ok := e.(*ast.CallExpr); ok {
			id, ok := ast.Unparen(call.Fun).(*ast.Ident)
			return ok && id.Name == "new"
		}
		_, lit := e.(*ast.CompositeLit)
		return lit
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, lhs := range n.Lhs {
				if id, ok := lhs.(*ast.Ident); ok && len(n.Lhs) == len(n.Rhs) && made(n.Rhs[i]) {
					fresh[lp.Info.Defs[id]] = true
				}
			}
		case *ast.ValueSpec:
			for i, id := range n.Names {
				if len(n.Values) == 0 || len(n.Values) == len(n.Names) && made(n.Values[i]) {
					fresh[lp.Info.Defs[id]] = true
				}
			}
		}
		return true
	})
	delete(fresh, nil)
	return fresh
}
