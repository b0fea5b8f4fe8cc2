package resolve

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/load"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

// The codes of what a reactive body may not do.
const (
	codeCannotFollow  = "SIG404"
	codeMutableState  = "SIG405"
	codeComputedSets  = "SIG406"
	codeEffectFeedsIt = "SIG407"
)

// reads finds the cells that a computed or an effect reads.
//
// The analysis follows the receiver, and the cells in its fields, through
// locals, closures, calls of functions in the main modules and their results.
// It takes every branch and every closure as run: what is read on some path
// only is a dependency all the same. Where one of these values goes out of sight
// (into a data structure, an interface's method, a function of another module),
// that expression is a diagnostic: a dependency must not be missed in silence.
func (p *pkgResolver) reads(c *componentMark, body *ast.FuncDecl, pure bool) []model.Source {
	if body == nil || body.Body == nil {
		return nil
	}
	kind := "effect"
	if pure {
		kind = "computed"
	}
	fl := &flow{p: p, c: c, pure: pure, what: kind + " " + body.Name.Name, cells: map[*types.Var]model.SourceKind{}, computed: map[string]string{},
		done: map[string]set{}, sets: map[string]token.Pos{}, mutable: map[*types.Var]bool{}}
	for v := range c.st.Fields() {
		switch name, _ := sigName(v.Type()); name {
		case "Settings":
			fl.cells[v] = model.SourceSettings
		case "Config":
			fl.cells[v] = model.SourceConfig
		case "Signal":
			fl.cells[v] = model.SourceSignal
		case "Credentials":
			fl.cells[v] = model.SourceCredentials
		}
	}
	for _, m := range p.methodMarks(c.obj.Name()) {
		if m.mark.Name == "computed" {
			fl.computed[m.fn.Name()] = m.fn.Name()
			fl.computed[strings.TrimPrefix(m.fn.Name(), "compute")] = m.fn.Name()
		}
	}
	if fn, ok := p.lp.Info.Defs[body.Name].(*types.Func); ok {
		fl.follow(fn, set{receiverValue: true}, nil)
	}
	if !pure {
		fl.feedback()
	}
	return fl.reads
}

// A set holds what a value may be, of what is worth following: the receiver,
// a cell's field (*types.Var), or a function literal (*ast.FuncLit).
type set map[any]bool

type receiverKey struct{}

var receiverValue = receiverKey{}

// inOrder lists what is in s as the source declares it, so that what is found does
// not depend on the order of a map.
func (s set) inOrder() []any {
	pos := func(v any) token.Pos {
		switch v := v.(type) {
		case *types.Var:
			return v.Pos()
		case *ast.FuncLit:
			return v.Pos()
		}
		return token.NoPos
	}
	return slices.SortedFunc(maps.Keys(s), func(a, b any) int { return cmp.Compare(pos(a), pos(b)) })
}

func (s set) tracked() bool {
	for v := range s {
		if _, lit := v.(*ast.FuncLit); !lit {
			return true
		}
	}
	return false
}

// A flow is the analysis of one computed or effect, over all functions that it reaches.
type flow struct {
	p        *pkgResolver
	c        *componentMark
	pure     bool
	what     string
	cells    map[*types.Var]model.SourceKind
	computed map[string]string // accessor and compute method to compute method
	reads    []model.Source
	sets     map[string]token.Pos // signals that it writes
	mutable  map[*types.Var]bool  // plain fields that have been reported
	silent   int                  // above zero while a frame's locals are still growing
	done     map[string]set       // what a function returns, by function and arguments
}

// A frame is one function with what its variables may hold.
type frame struct {
	*flow
	lp      *load.Package
	env     map[types.Object]set
	results set
	grown   bool
}

// follow analyses a function whose source is at hand, and returns what it may return.
func (fl *flow) follow(fn *types.Func, recv set, args []set) set {
	fn = fn.Origin()
	lp, decl := fl.source(fn)
	if decl == nil || decl.Body == nil {
		return nil
	}
	key := fl.key(fn, recv, args)
	if r, ok := fl.done[key]; ok {
		return r
	}
	fl.done[key] = nil
	if fl.silent == 0 {
		fl.p.needs(decl.Pos(), decl.End())
	}
	f := &frame{flow: fl, lp: lp, env: map[types.Object]set{}, results: set{}}
	sig := fn.Type().(*types.Signature)
	if sig.Recv() != nil {
		f.bind(sig.Recv(), recv)
	}
	for i, a := range args {
		if n := sig.Params().Len(); n > 0 {
			f.bind(sig.Params().At(min(i, n-1)), a)
		}
	}
	fl.silent++
	for f.grown = true; f.grown; {
		f.grown = false
		f.propagate(decl.Body)
	}
	fl.silent--
	fl.done[key] = f.results
	if fl.silent == 0 {
		f.inspect(decl.Body)
	}
	return f.results
}

func (fl *flow) source(fn *types.Func) (*load.Package, *ast.FuncDecl) {
	if fn.Pkg() == nil || fl.p.res.IsStub(fn.Pos()) {
		return nil, nil
	}
	lp := fl.p.res.Source(fn.Pkg().Path())
	if lp == nil || publicPath(lp.Path) == load.RuntimePath {
		return nil, nil
	}
	return lp, fl.p.syntax(lp).funcs[fn.Pos()]
}

func (fl *flow) key(fn *types.Func, recv set, args []set) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d %t", fn.Pos(), fl.silent > 0)
	for _, s := range append([]set{recv}, args...) {
		var ids []string
		for v := range s {
			switch v := v.(type) {
			case *types.Var:
				ids = append(ids, v.Name())
			case *ast.FuncLit:
				ids = append(ids, fmt.Sprint(v.Pos()))
			default:
				ids = append(ids, "*")
			}
		}
		slices.Sort(ids)
		b.WriteString("|" + strings.Join(ids, ","))
	}
	return b.String()
}

func (f *frame) bind(obj types.Object, s set) {
	if obj == nil || len(s) == 0 {
		return
	}
	have := f.env[obj]
	if have == nil {
		have = set{}
		f.env[obj] = have
	}
	n := len(have)
	maps.Copy(have, s)
	f.grown = f.grown || len(have) > n
}

// object is what an identifier declares or names.
func (f *frame) object(e ast.Expr) types.Object {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return nil
	}
	return f.lp.Info.ObjectOf(id)
}

// propagate lets values flow once through every assignment of the body.
func (f *frame) propagate(body ast.Node) {
	var inLit []*ast.FuncLit
	ast.Inspect(body, func(n ast.Node) bool {
		for len(inLit) > 0 && n != nil && n.Pos() >= inLit[len(inLit)-1].End() {
			inLit = inLit[:len(inLit)-1]
		}
		switch n := n.(type) {
		case *ast.FuncLit:
			inLit = append(inLit, n)
		case *ast.AssignStmt:
			for i, lhs := range n.Lhs {
				rhs := n.Rhs[min(i, len(n.Rhs)-1)]
				if obj := f.object(lhs); obj != nil {
					f.bind(obj, f.eval(rhs))
				}
			}
		case *ast.ValueSpec:
			for i, id := range n.Names {
				if len(n.Values) > 0 {
					f.bind(f.lp.Info.Defs[id], f.eval(n.Values[min(i, len(n.Values)-1)]))
				}
			}
		case *ast.TypeSwitchStmt:
			f.typeSwitch(n)
		case *ast.ReturnStmt:
			if len(inLit) == 0 {
				for _, r := range n.Results {
					maps.Copy(f.results, f.eval(r))
				}
			}
		case *ast.CallExpr:
			f.eval(n)
		}
		return true
	})
}

func (f *frame) typeSwitch(n *ast.TypeSwitchStmt) {
	assign, ok := n.Assign.(*ast.AssignStmt)
	if !ok {
		return
	}
	s := f.eval(assign.Rhs[0])
	for _, clause := range n.Body.List {
		f.bind(f.lp.Info.Implicits[clause], s)
	}
}

// eval says what an expression may hold.
func (f *frame) eval(e ast.Expr) set {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return f.env[f.lp.Info.ObjectOf(e)]
	case *ast.StarExpr:
		return f.eval(e.X)
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return f.eval(e.X)
		}
	case *ast.TypeAssertExpr:
		return f.eval(e.X)
	case *ast.FuncLit:
		return set{e: true}
	case *ast.SelectorExpr:
		if v := f.field(e); v != nil {
			if _, cell := f.cells[v]; cell {
				return set{v: true}
			}
		}
	case *ast.CallExpr:
		return f.call(e)
	}
	return nil
}

// field is the component's own field that e selects from its receiver, nil for anything else.
func (f *frame) field(e *ast.SelectorExpr) *types.Var {
	sel := f.lp.Info.Selections[e]
	if sel == nil || sel.Kind() != types.FieldVal || !f.eval(e.X)[receiverValue] {
		return nil
	}
	i := sel.Index()[0]
	if i >= f.c.st.NumFields() {
		return nil
	}
	return f.c.st.Field(i)
}

// call evaluates a call: what it binds, and what it may return.
func (f *frame) call(call *ast.CallExpr) set {
	if tv := f.lp.Info.Types[call.Fun]; tv.IsType() && len(call.Args) == 1 {
		return f.eval(call.Args[0])
	}
	fn, recv, args, dynamic := f.callee(call)
	any := anyTracked(args)
	if fn == nil {
		for _, v := range f.eval(call.Fun).inOrder() {
			if lit, ok := v.(*ast.FuncLit); ok {
				f.bindLit(lit, args)
			}
		}
		return nil
	}
	if dynamic || f.isCell(fn) || recv[receiverValue] && f.computed[fn.Name()] != "" {
		return nil
	}
	if !recv.tracked() && !any {
		return nil
	}
	return f.follow(fn, recv, args)
}

func anyTracked(args []set) bool { return slices.ContainsFunc(args, set.tracked) }

func (f *frame) bindLit(lit *ast.FuncLit, args []set) {
	i := 0
	for _, field := range lit.Type.Params.List {
		for _, id := range field.Names {
			if i < len(args) {
				f.bind(f.lp.Info.Defs[id], args[i])
			}
			i++
		}
	}
}

// callee is the function that a call names, what its receiver and arguments may
// be, and whether an interface decides which function really runs.
func (f *frame) callee(call *ast.CallExpr) (fn *types.Func, recv set, args []set, dynamic bool) {
	for _, a := range call.Args {
		args = append(args, f.eval(a))
	}
	fun := ast.Unparen(call.Fun)
	switch x := fun.(type) {
	case *ast.IndexExpr:
		fun = x.X
	case *ast.IndexListExpr:
		fun = x.X
	}
	switch fun := fun.(type) {
	case *ast.Ident:
		fn, _ = f.lp.Info.Uses[fun].(*types.Func)
	case *ast.SelectorExpr:
		fn, _ = f.lp.Info.Uses[fun.Sel].(*types.Func)
		sel := f.lp.Info.Selections[fun]
		if sel == nil || fn == nil {
			break
		}
		if sel.Kind() == types.MethodExpr { // (*T).m(x)
			if len(args) > 0 {
				recv, args = args[0], args[1:]
			}
			break
		}
		recv = f.receiverOf(fun, sel)
		_, isParam := types.Unalias(sel.Recv()).(*types.TypeParam)
		dynamic = types.IsInterface(sel.Recv()) || isParam
	}
	return fn, recv, args, dynamic
}

// receiverOf is what the receiver of a selected method may be: what the
// expression holds, unless the method comes from an embedded field.
func (f *frame) receiverOf(e *ast.SelectorExpr, sel *types.Selection) set {
	if len(sel.Index()) == 1 {
		return f.eval(e.X)
	}
	return nil
}

// isCell reports whether fn is a method of a cell's type.
func (fl *flow) isCell(fn *types.Func) bool {
	sig, ok := fn.Type().(*types.Signature)
	if !ok || sig.Recv() == nil {
		return false
	}
	name, _ := sigName(deref(sig.Recv().Type()))
	return name == "Settings" || name == "Signal" || name == "Config" || name == "Credentials"
}
