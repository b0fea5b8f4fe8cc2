// Package invoke holds calls by name against what the names stand for: the
// runnables of routes, the keys and types of their params, the properties of
// components. What a package declares is read from its markers.
package invoke

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"strings"
	"unicode"

	"github.com/sigen-dev/sigen/gen/internal/marker"
	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// Package is one type-checked package.
type Package struct {
	Fset  *token.FileSet
	Files []*ast.File
	Pkg   *types.Package
	Info  *types.Info
}

// Declared returns what the markers of a package declare.
func Declared(p Package) *facts.Contracts {
	d := &declarations{Package: p, out: &facts.Contracts{}, docs: map[types.Object]*ast.CommentGroup{}}
	for _, f := range p.Files {
		for _, decl := range f.Decls {
			if fd, ok := decl.(*ast.FuncDecl); ok {
				d.docs[p.Info.Defs[fd.Name]] = fd.Doc
			}
		}
	}
	for _, f := range p.Files {
		for _, decl := range f.Decls {
			gd, ok := decl.(*ast.GenDecl)
			if !ok || gd.Tok != token.TYPE {
				continue
			}
			for _, s := range gd.Specs {
				ts := s.(*ast.TypeSpec)
				doc := ts.Doc
				if doc == nil && len(gd.Specs) == 1 {
					doc = gd.Doc
				}
				d.declare(ts, doc)
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok {
				if k, args := kindOf(p.Info, c); k == callInstantiate {
					if name, ok := text(p.Info, args[1]); ok {
						d.out.Instances = append(d.out.Instances, name)
					}
				}
			}
			return true
		})
	}
	return d.out
}

type declarations struct {
	Package
	out  *facts.Contracts
	docs map[types.Object]*ast.CommentGroup
}

// directive returns the directive of that name in a comment, nil if there is none.
func directive(doc *ast.CommentGroup, name string) *marker.Directive {
	if doc == nil {
		return nil
	}
	for _, c := range doc.List {
		if !strings.HasPrefix(c.Text, marker.Prefix) {
			continue
		}
		if d, errs := marker.Parse(c.Text); len(errs) == 0 && d.Name == name {
			return d
		}
	}
	return nil
}

func (d *declarations) declare(ts *ast.TypeSpec, doc *ast.CommentGroup) {
	obj, ok := d.Info.Defs[ts.Name].(*types.TypeName)
	if !ok {
		return
	}
	if dir := directive(doc, "contract"); dir != nil {
		it, ok := ts.Type.(*ast.InterfaceType)
		if !ok {
			return
		}
		r := facts.Route{Name: nameOf(dir, obj.Name()), Type: d.Pkg.Path() + "." + obj.Name()}
		for _, m := range it.Methods.List {
			if run := directive(m.Doc, "runnable"); run != nil && len(m.Names) == 1 {
				if f, ok := d.Info.Defs[m.Names[0]].(*types.Func); ok {
					r.Runnables = append(r.Runnables, d.runnable(run, f))
				}
			}
		}
		d.out.Routes = append(d.out.Routes, r)
	}
	if dir := directive(doc, "component"); dir != nil {
		d.component(dir, directive(doc, "provides"), obj)
	}
}

func nameOf(dir *marker.Directive, ident string) string {
	if n := dir.Value("name"); n != "" {
		return n
	}
	return kebab(ident)
}

func (d *declarations) component(dir, provides *marker.Directive, obj *types.TypeName) {
	c := facts.Mounted{Name: nameOf(dir, obj.Name()), Scope: dir.Value("scope")}
	own := facts.Route{Name: c.Name, Type: d.Pkg.Path() + "." + obj.Name()}
	for s := range types.NewMethodSet(types.NewPointer(obj.Type())).Methods() {
		if f, ok := s.Obj().(*types.Func); ok {
			if run := directive(d.docs[f], "runnable"); run != nil {
				own.Runnables = append(own.Runnables, d.runnable(run, f))
			}
		}
	}
	if len(own.Runnables) > 0 {
		d.out.Routes = append(d.out.Routes, own)
		c.Routes = append(c.Routes, own.Type)
	}
	if provides != nil {
		for _, w := range provides.List() {
			c.Routes = append(c.Routes, d.provided(w.Text))
		}
	}
	if st, ok := obj.Type().Underlying().(*types.Struct); ok {
		for i := range st.NumFields() {
			tag, errs := marker.ParseTag(reflect.StructTag(st.Tag(i)).Get("sig"))
			if len(errs) > 0 || !tag.Has("prop") {
				continue
			}
			f := st.Field(i)
			_, pointer := f.Type().Underlying().(*types.Pointer)
			c.Props = append(c.Props, facts.Field{Name: kebab(f.Name()), Type: d.show(f.Type()), Shape: shape(f.Type()), Required: !pointer && !tag.Has("default") && !tag.Has("optional")})
		}
	}
	d.out.Components = append(d.out.Components, c)
}

// provided is the qualified name of a contract's interface, by which the route is found
// in whichever package declares it.
func (d *declarations) provided(word string) string {
	pkg, name, qualified := strings.Cut(word, ".")
	if !qualified {
		return d.Pkg.Path() + "." + word
	}
	for _, i := range d.Pkg.Imports() {
		if i.Name() == pkg {
			return i.Path() + "." + name
		}
	}
	for _, f := range d.Files {
		for _, i := range f.Imports {
			if i.Name != nil && i.Name.Name == pkg {
				return strings.Trim(i.Path.Value, `"`) + "." + name
			}
		}
	}
	return word
}

func (d *declarations) runnable(dir *marker.Directive, f *types.Func) facts.Runnable {
	r := facts.Runnable{Name: nameOf(dir, f.Name())}
	sig := f.Signature()
	if sig.Params().Len() > 1 {
		r.Takes = true
		r.Params = d.fields(sig.Params().At(1).Type())
	}
	if sig.Results().Len() > 0 {
		t := sig.Results().At(0).Type()
		switch {
		case types.TypeString(t, nil) == "error":
		case isSeq(t):
			r.Stream = true
		default:
			r.Result = types.TypeString(t, nil)
		}
	}
	return r
}

func isSeq(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "iter"
}

func (d *declarations) show(t types.Type) string { return types.TypeString(t, types.RelativeTo(d.Pkg)) }

// fields are the keys of params, those of embedded structs too.
func (d *declarations) fields(t types.Type) []facts.Field {
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	var out []facts.Field
	for i := range st.NumFields() {
		f := st.Field(i)
		tags := reflect.StructTag(st.Tag(i))
		name, opts, _ := strings.Cut(tags.Get("json"), ",")
		if name == "-" && opts == "" {
			continue
		}
		if f.Embedded() && name == "" {
			inner := f.Type()
			if p, ok := inner.Underlying().(*types.Pointer); ok {
				inner = p.Elem()
			}
			out = append(out, d.fields(inner)...)
			continue
		}
		if !f.Exported() {
			continue
		}
		if name == "" {
			name = f.Name()
		}
		tag, errs := marker.ParseTag(tags.Get("sig"))
		if len(errs) > 0 {
			tag = &marker.Tag{}
		}
		_, pointer := f.Type().Underlying().(*types.Pointer)
		optional := pointer || tag.Has("default") || tag.Has("optional") || strings.Contains(opts, "omitempty") || strings.Contains(opts, "omitzero")
		out = append(out, facts.Field{Name: name, Type: d.show(f.Type()), Shape: shape(f.Type()), Required: !optional})
	}
	return out
}

// shape is the JSON form of a type, AnyShape when the type decides it.
func shape(t types.Type) facts.Shape {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		return shape(p.Elem())
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		for _, m := range []string{"UnmarshalJSON", "UnmarshalText", "MarshalJSON", "MarshalText"} {
			if obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(n), true, nil, m); obj != nil {
				return facts.AnyShape
			}
		}
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch info := u.Info(); {
		case info&types.IsString != 0:
			return facts.TextShape
		case info&types.IsInteger != 0:
			return facts.IntShape
		case info&types.IsFloat != 0:
			return facts.FloatShape
		case info&types.IsBoolean != 0:
			return facts.BoolShape
		}
	case *types.Slice:
		if b, ok := u.Elem().Underlying().(*types.Basic); ok && b.Kind() == types.Byte {
			return facts.AnyShape
		}
		return facts.ListShape
	case *types.Array:
		return facts.ListShape
	case *types.Map, *types.Struct:
		return facts.ObjectShape
	}
	return facts.AnyShape
}

// kebab is the default name of a declaration, as the generator makes it: GetHTTPStatus
// is get-http-status, UserIDs is user-ids.
func kebab(name string) string {
	var b strings.Builder
	rs := []rune(name)
	for i, r := range rs {
		if r == '_' {
			b.WriteByte('-')
			continue
		}
		if unicode.IsUpper(r) && i > 0 && rs[i-1] != '_' {
			if !unicode.IsUpper(rs[i-1]) || i+1 < len(rs) && unicode.IsLower(rs[i+1]) && !plural(rs[i+1:]) {
				b.WriteByte('-')
			}
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// plural reports whether only the s of an initialism is left before the next word.
func plural(rest []rune) bool {
	return rest[0] == 's' && (len(rest) == 1 || unicode.IsUpper(rest[1]))
}
