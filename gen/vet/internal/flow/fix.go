package flow

import (
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"slices"
	"strings"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// fixes adds to what was found in the methods of components what to write instead, where
// that follows from the code alone: goroutines, timers and tickers become the instance's.
func (p *pkg) fixes() {
	if len(p.out.Components) == 0 {
		return
	}
	known := map[token.Position]*facts.Fix{}
	for _, file := range p.in.Files {
		if p.generated(file.FileStart + 1) {
			continue
		}
		var src []byte
		for _, d := range file.Decls {
			fd, ok := d.(*ast.FuncDecl)
			if !ok || fd.Body == nil || fd.Recv == nil || len(fd.Recv.List[0].Names) == 0 {
				continue
			}
			recv, ok := p.in.Info.Defs[fd.Recv.List[0].Names[0]].(*types.Var)
			if !ok || !p.isComponent(recv.Type()) {
				continue
			}
			if src == nil {
				var err error
				if src, err = os.ReadFile(p.in.Fset.PositionFor(file.FileStart, false).Filename); err != nil {
					break // without the text there is nothing to write
				}
			}
			m := &mender{p: p, src: src, file: file, recv: recv}
			ast.Inspect(fd.Body, func(n ast.Node) bool {
				if at, fix := m.statement(n); fix != nil {
					known[p.position(at)] = fix
				}
				return true
			})
		}
	}
	for _, f := range p.out.Funcs {
		for i := range f.Effects {
			if e := &f.Effects[i]; e.Code == facts.CodeGo && e.Fix == nil {
				e.Fix = known[e.Pos]
			}
		}
	}
}

// A mender writes fixes for one method of a component.
type mender struct {
	p    *pkg
	src  []byte
	file *ast.File
	recv *types.Var
}

// statement is the fix of a statement, with the place of the finding that it is for.
func (m *mender) statement(n ast.Node) (token.Pos, *facts.Fix) {
	switch n := n.(type) {
	case *ast.GoStmt:
		if d, body := m.ticks(n); d != nil {
			return n.Go, m.instead(n, "have the instance run it", m.recv.Name()+".Every("+m.text(d)+", func(ctx context.Context) error {"+body+"})")
		}
		if f, ok := n.Call.Fun.(*ast.FuncLit); ok && len(n.Call.Args) == 0 && f.Type.Results == nil {
			return n.Go, m.instead(n, "have the instance run it", m.recv.Name()+".Go(func(ctx context.Context) error {"+m.job(f.Body)+"})")
		}
		if _, ok := n.Call.Fun.(*ast.FuncLit); !ok && m.steady(n.Call) {
			return n.Go, m.instead(n, "have the instance run it", m.recv.Name()+".Go(func(ctx context.Context) error {\n"+m.text(n.Call)+"\nreturn nil\n})")
		}
	case *ast.ExprStmt:
		call, ok := n.X.(*ast.CallExpr)
		if !ok || len(call.Args) != 2 || !m.is(call.Fun, "time", "AfterFunc") {
			return token.NoPos, nil
		}
		at := call.Fun.(*ast.SelectorExpr).Sel.Pos()
		if f, ok := call.Args[1].(*ast.FuncLit); ok {
			return at, m.instead(n, "have the instance run it", m.recv.Name()+".After("+m.text(call.Args[0])+", func(ctx context.Context) "+m.text(f.Body)+")")
		}
		if m.fixed(call.Args[1]) {
			return at, m.instead(n, "have the instance run it", m.recv.Name()+".After("+m.text(call.Args[0])+", func(ctx context.Context) { "+m.text(call.Args[1])+"() })")
		}
	}
	return token.NoPos, nil
}

// instead is the fix that puts a text in the place of a statement, nil if the names that
// it needs mean something else there.
func (m *mender) instead(n ast.Node, text, with string) *facts.Fix {
	scope := m.p.in.Pkg.Scope().Innermost(n.Pos())
	if scope == nil {
		return nil
	}
	if _, obj := scope.LookupParent(m.recv.Name(), n.Pos()); obj != m.recv {
		return nil
	}
	if _, obj := scope.LookupParent("context", n.Pos()); obj == nil {
		return nil // the file does not import it
	} else if imp, ok := obj.(*types.PkgName); !ok || imp.Imported().Path() != "context" {
		return nil
	}
	if _, obj := scope.LookupParent("ctx", n.Pos()); obj != nil && !isContext(obj.Type()) && m.names(n, obj) {
		return nil
	}
	return &facts.Fix{Text: text, Pos: m.p.position(n.Pos()), End: m.p.position(n.End()), New: with}
}

// names reports whether an object is used inside n.
func (m *mender) names(n ast.Node, obj types.Object) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && m.p.in.Info.Uses[id] == obj
		return !found
	})
	return found
}

// text is the source of a node.
func (m *mender) text(n ast.Node) string {
	return string(m.src[m.p.in.Fset.PositionFor(n.Pos(), false).Offset:m.p.in.Fset.PositionFor(n.End(), false).Offset])
}

// inside is the source between the braces of a block.
func (m *mender) inside(b *ast.BlockStmt) string {
	return string(m.src[m.p.in.Fset.PositionFor(b.Lbrace, false).Offset+1 : m.p.in.Fset.PositionFor(b.Rbrace, false).Offset])
}

// job is a body as that of a function that returns an error: always nil.
func (m *mender) job(b *ast.BlockStmt) string {
	base := m.p.in.Fset.PositionFor(b.Lbrace, false).Offset + 1
	text := m.inside(b)
	var ends []int // of the returns, in the text
	leaves := false
	ast.Inspect(b, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			ends = append(ends, m.p.in.Fset.PositionFor(n.End(), false).Offset-base)
		case *ast.BranchStmt:
			leaves = leaves || n.Tok != token.CONTINUE
		}
		return true
	})
	for _, at := range slices.Backward(ends) {
		text = text[:at] + " nil" + text[at:]
	}
	if n := len(b.List); n > 0 {
		switch s := b.List[n-1].(type) {
		case *ast.ReturnStmt:
			return text
		case *ast.ForStmt:
			if s.Cond == nil && !leaves {
				return text
			}
		}
	}
	return strings.TrimRight(text, " \t\r\n") + "\nreturn nil\n"
}

// steady reports whether a call means the same later as now: what it names cannot change in between.
func (m *mender) steady(c *ast.CallExpr) bool {
	if !m.fixed(c.Fun) {
		return false
	}
	for _, a := range c.Args {
		if !m.fixed(a) {
			return false
		}
	}
	return true
}

// fixed reports whether an expression has one value for the whole call of the method.
func (m *mender) fixed(e ast.Expr) bool {
	if tv, ok := m.p.in.Info.Types[e]; ok && tv.Value != nil {
		return true
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		switch obj := m.p.in.Info.Uses[e].(type) {
		case *types.Func, *types.Nil:
			return true
		case *types.Var:
			return obj.Parent() != m.p.in.Pkg.Scope() && !m.assigned(obj)
		}
	case *ast.SelectorExpr:
		s := m.p.in.Info.Selections[e]
		if s == nil { // a name of another package
			_, ok := m.p.in.Info.Uses[e.Sel].(*types.Func)
			return ok
		}
		if s.Kind() != types.MethodVal || s.Indirect() && len(s.Index()) > 1 {
			return false
		}
		if _, ptr := s.Recv().Underlying().(*types.Pointer); !ptr {
			return false // the receiver is copied now
		}
		return m.fixed(e.X)
	}
	return false
}

// assigned reports whether a variable is set again after its declaration, or may be.
func (m *mender) assigned(v *types.Var) bool {
	found := false
	is := func(e ast.Expr) bool {
		id, ok := ast.Unparen(e).(*ast.Ident)
		return ok && m.p.in.Info.Uses[id] == v
	}
	ast.Inspect(m.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				found = found || is(l)
			}
		case *ast.IncDecStmt:
			found = found || is(n.X)
		case *ast.RangeStmt:
			found = found || n.Tok == token.ASSIGN && (is(n.Key) || n.Value != nil && is(n.Value))
		case *ast.UnaryExpr:
			found = found || n.Op == token.AND && is(n.X)
		}
		return !found
	})
	return found
}

// ticks is the duration and the body of a goroutine that does nothing but something at every tick.
func (m *mender) ticks(n *ast.GoStmt) (d ast.Expr, body string) {
	f, ok := n.Call.Fun.(*ast.FuncLit)
	if !ok || len(n.Call.Args) > 0 || len(f.Body.List) < 2 {
		return nil, ""
	}
	list := f.Body.List
	as, ok := list[0].(*ast.AssignStmt)
	if !ok || as.Tok != token.DEFINE || len(as.Lhs) != 1 {
		return nil, ""
	}
	call, ok := as.Rhs[0].(*ast.CallExpr)
	if !ok || !m.is(call.Fun, "time", "NewTicker") {
		return nil, ""
	}
	ticker := m.p.in.Info.Defs[as.Lhs[0].(*ast.Ident)]
	if st, ok := list[1].(*ast.DeferStmt); ok {
		if sel, ok := st.Call.Fun.(*ast.SelectorExpr); !ok || sel.Sel.Name != "Stop" || !m.uses(sel.X, ticker) {
			return nil, ""
		}
		list = list[1:]
	}
	loop, ok := list[1].(*ast.RangeStmt)
	if !ok || len(list) != 2 || loop.Key != nil {
		return nil, ""
	}
	if sel, ok := loop.X.(*ast.SelectorExpr); !ok || sel.Sel.Name != "C" || !m.uses(sel.X, ticker) || m.names(loop.Body, ticker) {
		return nil, ""
	}
	leaves := false
	ast.Inspect(loop.Body, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.BranchStmt, *ast.ReturnStmt: // it may end the ticking
			leaves = true
		}
		return !leaves
	})
	if leaves || !m.fixed(call.Args[0]) {
		return nil, ""
	}
	return call.Args[0], m.job(loop.Body)
}

func (m *mender) uses(e ast.Expr, obj types.Object) bool {
	id, ok := e.(*ast.Ident)
	return ok && obj != nil && m.p.in.Info.Uses[id] == obj
}

// is reports whether an expression names a function of another package.
func (m *mender) is(e ast.Expr, path, name string) bool {
	sel, ok := e.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	f, ok := m.p.in.Info.Uses[sel.Sel].(*types.Func)
	return ok && f.FullName() == path+"."+name
}
