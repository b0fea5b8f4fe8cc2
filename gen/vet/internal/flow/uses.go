package flow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A usage is how the package as a whole uses its variables and the fields of its
// structs. It is gathered once, over all functions that sigen did not write.
type usage struct {
	set  map[*ssa.Global]bool // variables that may be given a reference at some time
	read map[*types.Var]bool  // fields whose value somebody looks at
	seen map[types.Type]bool  // structs that are read as a whole, or printed
}

// usage gathers, at the first call.
func (p *pkg) usage() *usage {
	if p.used != nil {
		return p.used
	}
	p.used = &usage{set: map[*ssa.Global]bool{}, read: map[*types.Var]bool{}, seen: map[types.Type]bool{}}
	var visit func(f *ssa.Function)
	visit = func(f *ssa.Function) {
		for _, b := range f.Blocks {
			for _, in := range b.Instrs {
				p.uses(in)
			}
		}
		for _, a := range f.AnonFuncs {
			visit(a)
		}
	}
	for _, f := range p.units() {
		if !p.separate(f) && !(f.Object() != nil && p.generated(f.Pos())) {
			visit(f)
		}
	}
	return p.used
}

func (p *pkg) uses(in ssa.Instruction) {
	for _, op := range in.Operands(nil) {
		if g, ok := (*op).(*ssa.Global); ok && g.Pkg == p.ssa && !p.leavesNil(in, g) {
			p.used.set[g] = true
		}
	}
	switch in := in.(type) {
	case *ssa.UnOp:
		if in.Op == token.MUL {
			p.used.seen[types.Unalias(in.Type())] = true
		}
	case *ssa.Field:
		p.used.read[structOf(in.X.Type()).Field(in.Field)] = true
	case *ssa.FieldAddr:
		if !onlyWritten(in) {
			p.used.read[structOf(in.X.Type()).Field(in.Field)] = true
		}
	case *ssa.MakeInterface: // others print and compare it
		if n := named(in.X.Type()); n != nil {
			p.used.seen[n] = true
		}
	}
}

func structOf(t types.Type) *types.Struct {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	s, _ := t.Underlying().(*types.Struct)
	return s
}

// leavesNil reports whether an instruction that names a variable puts no reference
// into it and lets nobody else do so.
func (p *pkg) leavesNil(in ssa.Instruction, g *ssa.Global) bool {
	switch in := in.(type) {
	case *ssa.UnOp:
		return in.Op == token.MUL
	case *ssa.Store:
		return in.Addr == g && p.valueOnly(in.Val)
	case *ssa.FieldAddr:
		return p.fieldLeftNil(in)
	}
	return false
}

func (p *pkg) fieldLeftNil(fa *ssa.FieldAddr) bool {
	for _, r := range *fa.Referrers() {
		switch r := r.(type) {
		case *ssa.DebugRef:
		case *ssa.UnOp:
			if r.Op != token.MUL {
				return false
			}
		case *ssa.Store:
			if r.Addr != fa || !p.valueOnly(r.Val) {
				return false
			}
		case *ssa.FieldAddr:
			if !p.fieldLeftNil(r) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// valueOnly reports whether a value leads to no memory.
func (p *pkg) valueOnly(v ssa.Value) bool {
	if c, ok := v.(*ssa.Const); ok && c.Value == nil {
		return true // nil, or a zero value
	}
	if load, ok := v.(*ssa.UnOp); ok { // a literal that was put together beside
		if a, ok := load.X.(*ssa.Alloc); ok && load.Op == token.MUL && plain(a) {
			return p.filledWithValues(a)
		}
	}
	return !pointing(v.Type(), map[types.Type]bool{})
}

// filledWithValues reports whether nothing that leads to memory is stored in a plain variable.
func (p *pkg) filledWithValues(a *ssa.Alloc) bool {
	for _, r := range *a.Referrers() {
		switch r := r.(type) {
		case *ssa.Store:
			if !p.valueOnly(r.Val) {
				return false
			}
		case *ssa.FieldAddr:
			if !p.fieldLeftNil(r) {
				return false
			}
		}
	}
	return true
}

// onlyWritten reports whether the address of a field is used for nothing but storing there.
func onlyWritten(fa *ssa.FieldAddr) bool {
	for _, r := range *fa.Referrers() {
		switch r := r.(type) {
		case *ssa.DebugRef:
		case *ssa.Store:
			if r.Addr != fa {
				return false
			}
		case *ssa.FieldAddr:
			if !onlyWritten(r) {
				return false
			}
		case *ssa.Call:
			if !counts(r, fa) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// counts reports whether a call adds to or sets an atomic number and nobody looks at the result.
func counts(c *ssa.Call, fa *ssa.FieldAddr) bool {
	f := c.Common().StaticCallee()
	if f == nil || f.Pkg == nil || f.Pkg.Pkg.Path() != "sync/atomic" || len(c.Common().Args) == 0 || c.Common().Args[0] != fa || c.Referrers() != nil && len(*c.Referrers()) > 0 {
		return false
	}
	return f.Name() == "Add" || f.Name() == "Store"
}

// blank reports whether a variable never leads to memory: whatever could be a
// reference in it stays nil. Others may set what is exported.
func (p *pkg) blank(g *ssa.Global) bool {
	return !token.IsExported(g.Name()) && !p.usage().set[g] && !p.embedded()[g.Name()]
}

// embedded are the names of variables that a //go:embed line may fill: no code of the
// package gives them their memory. The line may stand apart from its variable, so
// all that have no value of their own count, in a file that has one.
func (p *pkg) embedded() map[string]bool {
	if p.embeds != nil {
		return p.embeds
	}
	p.embeds = map[string]bool{}
	for _, file := range p.in.Files {
		if !slices.ContainsFunc(file.Comments, func(g *ast.CommentGroup) bool {
			return slices.ContainsFunc(g.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, "//go:embed") })
		}) {
			continue
		}
		for _, d := range file.Decls {
			gen, ok := d.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, s := range gen.Specs {
				if v, ok := s.(*ast.ValueSpec); ok && len(v.Values) == 0 {
					for _, n := range v.Names {
						p.embeds[n.Name] = true
					}
				}
			}
		}
	}
	return p.embeds
}

// unread reports whether an address lies in a field of a component that no function of
// the package looks at: what it was set to under which condition tells nobody anything.
func (u *unit) unread(path ssa.Value) bool {
	for {
		fa, ok := path.(*ssa.FieldAddr)
		if !ok {
			return false
		}
		if u.p.isComponent(fa.X.Type()) {
			used, field := u.p.usage(), structOf(fa.X.Type()).Field(fa.Field)
			return !field.Exported() && field.Pkg() == u.p.in.Pkg && !used.read[field] && !used.seen[types.Unalias(named(fa.X.Type()))]
		}
		path = fa.X
	}
}
