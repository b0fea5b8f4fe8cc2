package resolve

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/load"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const codeOneOf = "SIG314"

// oneof holds an interface marked //sig:oneof against the rules, whether anything uses it or not.
func (p *pkgResolver) oneof(m *load.Mark, spec *ast.TypeSpec) {
	obj := p.typeName(spec)
	if obj == nil {
		return
	}
	p.needs(spec.Pos(), spec.End())
	if spec.TypeParams != nil {
		p.report(codeGeneric, spec.TypeParams.Pos(), "declare one interface per type", "sum type %s has type parameters", obj.Name())
		return
	}
	p.value(obj.Type(), spec.Name.Pos(), "sum type "+obj.Name(), use{what: "sum type " + obj.Name()})
}

// oneofKey is the key of the tag.
func oneofKey(m *load.Mark) string {
	if key := m.Value("key"); key != "" {
		return key
	}
	return "type"
}

// oneofValue resolves a use of a //sig:oneof interface and, at its first use, its
// variants: the exported structs of its package that implement it.
func (p *pkgResolver) oneofValue(ref *model.Ref, n *types.Named, it *types.Interface, tm *typeMark, pos token.Pos, path string, u use) *model.Ref {
	ref.Kind, ref.Struct = model.KindOneOf, ref.Type.Expr
	u.open, u.settings = nil, false
	typ := p.codecs[ref.Struct]
	if typ == nil {
		obj := n.Obj()
		typ = &model.Type{Type: ref.Type, OneOf: oneofKey(tm.mark), Pos: p.pos(obj.Pos()), Doc: docText(tm.spec.Doc)}
		if d := p.decl(obj); d != nil {
			typ.Doc = d.doc
		}
		p.codecs[ref.Struct] = typ
		if sealed(it) {
			typ.Members = p.variants(n, it, typ, at(p.objPos(obj), pos), u)
		} else {
			p.report(codeOneOf, at(p.objPos(obj), pos), "give it an unexported method, such as is"+obj.Name()+"(), which only types of its package can have",
				"anybody can implement %s, so its variants cannot be known", obj.Name())
		}
		p.order = append(p.order, ref.Struct)
	}
	typ.Decode = typ.Decode || u.decode
	typ.Encode = typ.Encode || u.encode
	return ref
}

// sealed reports whether only the interface's own package can implement it.
func sealed(it *types.Interface) bool {
	for m := range it.Methods() {
		if !m.Exported() {
			return true
		}
	}
	return false
}

// embeds reports whether a struct has the interface's methods from the interface itself: it wraps a variant.
func embeds(v, n *types.Named) bool {
	st, ok := v.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range st.Fields() {
		if f.Embedded() && types.Identical(types.Unalias(f.Type()), n) {
			return true
		}
	}
	return false
}

func (p *pkgResolver) variants(n *types.Named, it *types.Interface, typ *model.Type, pos token.Pos, u use) []*model.Member {
	var out []*model.Member
	name := n.Obj().Name()
	scope := n.Obj().Pkg().Scope()
	for _, word := range scope.Names() {
		obj, ok := scope.Lookup(word).(*types.TypeName)
		if !ok || obj.IsAlias() || obj == n.Obj() {
			continue
		}
		v, _ := obj.Type().(*types.Named)
		if v == nil || types.IsInterface(v) || embeds(v, n) {
			continue
		}
		byValue := types.Implements(v, it)
		if !byValue && !types.Implements(types.NewPointer(v), it) {
			continue
		}
		vpos := at(p.objPos(obj), pos)
		switch {
		case v.TypeParams().Len() > 0:
			p.report(codeOneOf, vpos, "declare one struct per type", "variant %s of %s has type parameters", word, name)
			continue
		case !obj.Exported() && obj.Pkg() != p.lp.Types:
			p.report(codeOneOf, vpos, "export it", "variant %s of %s is not exported, so this package cannot name it", word, name)
			continue
		}
		r := p.value(v, vpos, "variant "+word, u)
		if r == nil {
			continue
		}
		if r.Kind != model.KindStruct {
			p.report(codeOneOf, vpos, "make it a struct that is written field by field: the tag stands beside its fields", "variant %s of %s is no such struct", word, name)
			continue
		}
		for _, m := range p.codecs[r.Struct].Members {
			if m.Name == typ.OneOf {
				p.report(codeOneOf, vpos, "give the field another json name, or choose another key= for "+name, "variant %s of %s has a field %q, which is the key of the tag", word, name, typ.OneOf)
			}
		}
		m := &model.Member{GoName: word, Path: []string{word}, Name: kebab(word), Ref: r, Pos: p.pos(vpos), Optional: true}
		if !byValue {
			m.Ref = &model.Ref{Kind: model.KindPointer, Elem: r, Holds: true, Type: model.TypeRef{Expr: "*" + r.Type.Expr}}
		}
		for _, other := range out {
			if other.Name == m.Name {
				p.report(codeOneOf, vpos, "rename one of them", "variants %s and %s of %s are both called %q", other.GoName, word, name, m.Name)
			}
		}
		out = append(out, m)
	}
	if len(out) == 0 {
		var methods []string
		for m := range it.Methods() {
			methods = append(methods, m.Name())
		}
		p.report(codeOneOf, pos, "write a struct with the method "+strings.Join(methods, ", "), "%s has no variants: no struct of its package implements it", name)
	}
	return out
}
