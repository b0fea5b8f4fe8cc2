package resolve

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/sigen-dev/sigen/gen/internal/load"
	"github.com/sigen-dev/sigen/gen/internal/marker"
)

// A declared is a type declaration in a source package.
type declared struct {
	file *load.File
	spec *ast.TypeSpec
	doc  string
}

// A syntaxMap finds syntax by the position of the object that it declares.
type syntaxMap struct {
	types  map[token.Pos]*declared
	fields map[token.Pos]*ast.Field
	funcs  map[token.Pos]*ast.FuncDecl
}

func (rs *resolver) syntax(lp *load.Package) *syntaxMap {
	if rs.maps == nil {
		rs.maps = map[*load.Package]*syntaxMap{}
	}
	if m := rs.maps[lp]; m != nil {
		return m
	}
	m := &syntaxMap{types: map[token.Pos]*declared{}, fields: map[token.Pos]*ast.Field{}, funcs: map[token.Pos]*ast.FuncDecl{}}
	rs.maps[lp] = m
	for _, f := range lp.Files {
		var docs = map[*ast.TypeSpec]*ast.CommentGroup{}
		for n := range ast.Preorder(f.Syntax) {
			switch n := n.(type) {
			case *ast.FuncDecl:
				m.funcs[n.Name.Pos()] = n
			case *ast.GenDecl:
				if len(n.Specs) == 1 && !n.Lparen.IsValid() {
					if t, ok := n.Specs[0].(*ast.TypeSpec); ok {
						docs[t] = n.Doc
					}
				}
			case *ast.TypeSpec:
				m.types[n.Name.Pos()] = &declared{f, n, docText(n.Doc, docs[n])}
			case *ast.StructType:
				for _, field := range n.Fields.List {
					for _, id := range field.Names {
						m.fields[id.Pos()] = field
					}
					if len(field.Names) == 0 {
						m.fields[embeddedPos(field.Type)] = field
					}
				}
			}
		}
	}
	return m
}

// embeddedPos is where the type checker places an embedded field: at the name of its type.
func embeddedPos(t ast.Expr) token.Pos {
	switch t := t.(type) {
	case *ast.StarExpr:
		return embeddedPos(t.X)
	case *ast.ParenExpr:
		return embeddedPos(t.X)
	case *ast.IndexExpr:
		return embeddedPos(t.X)
	case *ast.IndexListExpr:
		return embeddedPos(t.X)
	case *ast.SelectorExpr:
		return t.Sel.Pos()
	}
	return t.Pos()
}

// decl is the declaration of a type, nil when its source is not at hand.
func (rs *resolver) decl(obj *types.TypeName) *declared {
	if obj.Pkg() == nil {
		return nil
	}
	lp := rs.res.Source(obj.Pkg().Path())
	if lp == nil {
		return nil
	}
	return rs.syntax(lp).types[obj.Pos()]
}

// A fieldTag is a field's tag with the places of its parts.
type fieldTag struct {
	*marker.Tag
	json    string
	hasJSON bool
	found   bool // it has a sig key
	pos     func(off int) token.Pos
}

// fieldTag reads the tag of a field; the mistakes in it are reported at their
// places in the source, or at otherwise when that is not at hand.
func (p *pkgResolver) fieldTag(v *types.Var, raw string, otherwise token.Pos) *fieldTag {
	t := &fieldTag{Tag: &marker.Tag{}, pos: func(int) token.Pos { return otherwise }}
	lit, litPos := "`"+raw+"`", token.NoPos
	var field *ast.Field
	if v.Pkg() != nil {
		if lp := p.res.Source(v.Pkg().Path()); lp != nil {
			field = p.syntax(lp).fields[v.Pos()]
		}
	}
	if field != nil {
		if field.Tag == nil {
			return t
		}
		lit, litPos = field.Tag.Value, field.Tag.Pos()
	}
	place := func(off int) token.Pos {
		if litPos.IsValid() {
			return litPos + token.Pos(off)
		}
		return otherwise
	}
	ft, errs := marker.FindTag(lit)
	for _, e := range errs {
		p.report(e.Code, place(e.Off), e.Hint, "%s", e.Text)
	}
	if ft == nil {
		return t
	}
	t.json, t.hasJSON, t.found = ft.JSON, ft.HasJSON, ft.Found()
	if !t.found {
		return t
	}
	t.pos = func(off int) token.Pos { return place(ft.Offset(off)) }
	t.Tag, errs = marker.ParseTag(ft.Text)
	for _, e := range errs {
		p.report(e.Code, t.pos(e.Off), e.Hint, "%s", e.Text)
	}
	return t
}

// fieldDoc is the doc comment of a field, or the comment behind it.
func (p *pkgResolver) fieldDoc(v *types.Var) string {
	if v.Pkg() == nil {
		return ""
	}
	lp := p.res.Source(v.Pkg().Path())
	if lp == nil {
		return ""
	}
	if f := p.syntax(lp).fields[v.Pos()]; f != nil {
		return docText(f.Doc, f.Comment)
	}
	return ""
}

// fieldPos is where v is declared if its source is at hand, and otherwise otherwise.
func (p *pkgResolver) fieldPos(v *types.Var, otherwise token.Pos) token.Pos {
	if v.Pkg() != nil && p.res.Source(v.Pkg().Path()) != nil && !p.res.IsStub(v.Pos()) {
		return v.Pos()
	}
	return otherwise
}
