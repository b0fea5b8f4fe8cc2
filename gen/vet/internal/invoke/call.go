package invoke

import (
	"go/ast"
	"go/constant"
	"go/types"
)

// A callKind is a method of the runtime that takes names.
type callKind uint8

const (
	callNone callKind = iota
	callInvoke
	callJSON
	callInstantiate
)

const core = "github.com/sigen-dev/sigen/runtime/internal/core."

// kindOf finds what a call calls. The arguments are those from the first name on:
// name and params, name and JSON, component, name and properties.
func kindOf(info *types.Info, c *ast.CallExpr) (callKind, []ast.Expr) {
	sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
	if !ok {
		return callNone, nil
	}
	f, ok := info.Uses[sel.Sel].(*types.Func)
	if !ok {
		return callNone, nil
	}
	switch f.FullName() {
	case "(*" + core + "Bus).Invoke":
		if len(c.Args) == 3 {
			return callInvoke, c.Args[1:]
		}
	case "(*" + core + "Bus).InvokeJSON":
		if len(c.Args) == 3 {
			return callJSON, c.Args[1:]
		}
	case "(*" + core + "Bus).AppendJSON":
		if len(c.Args) == 4 {
			return callJSON, c.Args[1:3]
		}
	case "(*" + core + "Kernel).Instantiate":
		if len(c.Args) == 3 {
			return callInstantiate, c.Args
		}
	case "(*" + core + "Kernel).Add":
		if len(c.Args) == 4 {
			return callInstantiate, c.Args[1:]
		}
	}
	return callNone, nil
}

// text is the value of a constant string.
func text(info *types.Info, e ast.Expr) (string, bool) {
	tv := info.Types[e]
	if tv.Value == nil || tv.Value.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(tv.Value), true
}

// bytesOf is the text inside []byte("…").
func bytesOf(info *types.Info, e ast.Expr) (string, bool) {
	c, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || len(c.Args) != 1 || !info.Types[c.Fun].IsType() {
		return "", false
	}
	return text(info, c.Args[0])
}

// literal is the map literal that an argument is; nilled says that it is nil.
func literal(info *types.Info, e ast.Expr) (lit *ast.CompositeLit, nilled bool) {
	e = ast.Unparen(e)
	if info.Types[e].IsNil() {
		return nil, true
	}
	lit, _ = e.(*ast.CompositeLit)
	return lit, false
}
