package load

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// endlessError reports whether e says that a type contains itself. What is made of such a
// type by the type checker may be a ring that a walk over it never leaves.
func endlessError(e types.Error) bool { return strings.HasPrefix(e.Msg, "invalid recursive type") }

// expanding finds a generic type of p that holds ever larger instances of itself, as
// type L[T any] struct{ Next *L[[]T] } does. The type checker knows that mistake too, but looks
// for it only in a package without any other, and looking up a method of such a type may never end.
func expanding(p *types.Package) *types.TypeName {
	g := instances{into: map[*types.TypeParam][]instance{}}
	var generic []*types.Named
	for _, name := range p.Scope().Names() {
		obj, ok := p.Scope().Lookup(name).(*types.TypeName)
		if !ok || obj.IsAlias() {
			continue
		}
		if n, ok := obj.Type().(*types.Named); ok && n.TypeParams().Len() > 0 {
			generic = append(generic, n)
			g.walk(n.Underlying())
		}
	}
	for _, n := range generic {
		for param := range n.TypeParams().TypeParams() {
			for _, i := range g.into[param] {
				if i.larger && g.reaches(i.param, param, map[*types.TypeParam]bool{}) {
					return n.Obj()
				}
			}
		}
	}
	return nil
}

// instances are the ways that type parameters take into those of the types that are
// made with them.
type instances struct {
	into map[*types.TypeParam][]instance
}

// An instance is the parameter of a type that is made with another parameter.
type instance struct {
	param  *types.TypeParam
	larger bool // with a type that the other is a part of
}

func (g *instances) reaches(from, to *types.TypeParam, seen map[*types.TypeParam]bool) bool {
	if from == to {
		return true
	}
	if seen[from] {
		return false
	}
	seen[from] = true
	for _, i := range g.into[from] {
		if g.reaches(i.param, to, seen) {
			return true
		}
	}
	return false
}

// walk notes the instances in t, and returns the type parameters in it.
func (g *instances) walk(t types.Type) []*types.TypeParam {
	switch u := t.(type) {
	case *types.TypeParam:
		return []*types.TypeParam{u}
	case *types.Alias:
		return g.walk(types.Unalias(u))
	case *types.Named:
		var all []*types.TypeParam
		for i := range u.TypeArgs().Len() {
			arg := types.Unalias(u.TypeArgs().At(i))
			_, plain := arg.(*types.TypeParam)
			params := g.walk(arg)
			for _, param := range params {
				g.into[param] = append(g.into[param], instance{u.Origin().TypeParams().At(i), !plain})
			}
			all = append(all, params...)
		}
		return all
	case *types.Pointer:
		return g.walk(u.Elem())
	case *types.Slice:
		return g.walk(u.Elem())
	case *types.Array:
		return g.walk(u.Elem())
	case *types.Chan:
		return g.walk(u.Elem())
	case *types.Map:
		return append(g.walk(u.Key()), g.walk(u.Elem())...)
	case *types.Signature:
		return append(g.walk(u.Params()), g.walk(u.Results())...)
	case *types.Tuple:
		var all []*types.TypeParam
		for v := range u.Variables() {
			all = append(all, g.walk(v.Type())...)
		}
		return all
	case *types.Struct:
		var all []*types.TypeParam
		for f := range u.Fields() {
			all = append(all, g.walk(f.Type())...)
		}
		return all
	case *types.Interface:
		var all []*types.TypeParam
		for m := range u.ExplicitMethods() {
			all = append(all, g.walk(m.Type())...)
		}
		for e := range u.EmbeddedTypes() {
			all = append(all, g.walk(e)...)
		}
		return all
	case *types.Union:
		var all []*types.TypeParam
		for term := range u.Terms() {
			all = append(all, g.walk(term.Type())...)
		}
		return all
	}
	return nil
}

// typeCheck fills in n's Types, its Errors through conf, and its Endless.
//
// The type checker panics at some sources that are no Go, as the compiler does, which has the same
// code. Such a package says so; those beside it are read as ever.
func (n *node) typeCheck(conf types.Config, fset *token.FileSet, files []*ast.File) {
	defer func() {
		if r := recover(); r != nil {
			n.pkg.Types = types.NewPackage(n.pkg.Path, n.pkg.Name)
			n.pkg.Endless = &types.Error{Fset: fset, Pos: n.pkg.Files[0].Syntax.Package,
				Msg: fmt.Sprintf("Go's type checker panics at this package (%v); go vet shows at which declaration", r)}
		}
	}()
	n.pkg.Types, _ = conf.Check(n.pkg.Path, fset, files, n.pkg.Info)
	if n.pkg.Endless != nil {
		return
	}
	if obj := expanding(n.pkg.Types); obj != nil {
		n.pkg.Endless = &types.Error{Fset: fset, Pos: obj.Pos(), Msg: fmt.Sprintf("type %s holds ever larger instances of itself", obj.Name())}
	}
}
