package flow

import (
	"go/ast"
	"go/types"
	"reflect"
	"slices"
	"strings"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// lifecycle are the directives of methods whose context is no caller's.
var lifecycle = []string{"computed", "effect", "activate", "deactivate", "health", "snapshot", "restore", "purge", "supervise"}

// components finds the structs that get a verdict, and what may be called of them.
func (p *pkg) components() {
	docs := map[types.Object]*ast.CommentGroup{}
	for _, file := range p.in.Files {
		for _, d := range file.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok {
				docs[p.in.Info.Defs[fd.Name]] = fd.Doc
			}
		}
	}
	for _, d := range p.typeDecls() {
		dir := directiveOf(d.doc, "component")
		if dir == nil {
			continue
		}
		c := &facts.Component{Name: dir.Value("name"), Scope: dir.Value("scope"), Type: key(d.obj.Type()), Pos: p.position(d.spec.Name.Pos())}
		p.out.Components = append(p.out.Components, c)
		if c.Scope != "tenant" && c.Scope != "shared" {
			continue
		}
		provides := ""
		if pd := directiveOf(d.doc, "provides"); pd != nil {
			for _, a := range pd.Args {
				provides += a.Key + a.Value + ","
			}
		}
		p.entries(c, d.obj.Type(), provides, docs)
		p.fields(c, d)
	}
}

func (p *pkg) entries(c *facts.Component, t types.Type, provides string, docs map[types.Object]*ast.CommentGroup) {
	payload := map[string]bool{}
	provided := p.provided(provides)
	for s := range types.NewMethodSet(types.NewPointer(t)).Methods() {
		f, ok := s.Obj().(*types.Func)
		if !ok || f.Pkg() == nil || trustBase(f.Pkg().Path()) || p.generated(f.Pos()) {
			continue
		}
		e := facts.Entry{Func: f.Origin().FullName(), Caller: f.Exported()}
		for _, l := range lifecycle {
			if directiveOf(docs[f], l) != nil {
				e.Caller = provided[f.Name()]
			}
		}
		if directiveOf(docs[f], "subscribe") != nil || directiveOf(docs[f], "runnable") != nil {
			e.Caller = true
		}
		c.Entries = append(c.Entries, e)
		if !e.Caller {
			for v := range f.Signature().Results().Variables() { // computed values are compared
				for _, part := range parts(v.Type()) {
					payload[part] = true
				}
			}
			continue
		}
		for _, tuple := range []*types.Tuple{f.Signature().Params(), f.Signature().Results()} {
			for v := range tuple.Variables() {
				for _, part := range parts(v.Type()) {
					payload[part] = true
				}
				p.carries(c, v.Type(), f)
			}
		}
	}
	p.injected(t, payload)
	for k := range payload {
		c.Payload = append(c.Payload, k)
	}
	c.Payload = unique(c.Payload)
}

// injected adds the types of what the kernel decodes and copies for a component: settings, cells, properties.
func (p *pkg) injected(t types.Type, payload map[string]bool) {
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return
	}
	for i := range st.NumFields() {
		f := st.Field(i)
		of := types.Type(nil)
		if n := named(f.Type()); n != nil && n.TypeArgs().Len() > 0 {
			of = n.TypeArgs().At(0)
		}
		if tag, _, _ := strings.Cut(reflect.StructTag(st.Tag(i)).Get("sig"), ","); strings.TrimSpace(tag) == "prop" {
			of = f.Type()
		}
		if of != nil {
			for _, part := range parts(of) {
				payload[part] = true
			}
		}
	}
}

// provided are the methods of the contracts that a component names: they are called with what a caller sent,
// whatever else calls them. Any interface of that name counts, wherever the package may have it from.
func (p *pkg) provided(names string) map[string]bool {
	out := map[string]bool{}
	for _, name := range strings.Split(names, ",") {
		name = strings.TrimSpace(name)
		name = name[strings.LastIndex(name, ".")+1:]
		if name == "" {
			continue
		}
		for _, pk := range append([]*types.Package{p.in.Pkg}, p.in.Pkg.Imports()...) {
			obj, ok := pk.Scope().Lookup(name).(*types.TypeName)
			if !ok {
				continue
			}
			if it, ok := obj.Type().Underlying().(*types.Interface); ok {
				for m := range it.Methods() {
					out[m.Name()] = true
				}
			}
		}
	}
	return out
}

// carries reports fields of payloads that take references past the bus.
func (p *pkg) carries(c *facts.Component, t types.Type, method *types.Func) {
	seen := map[types.Type]bool{}
	var walk func(t types.Type, at types.Object)
	walk = func(t types.Type, at types.Object) {
		t = types.Unalias(t)
		if seen[t] {
			return
		}
		seen[t] = true
		switch u := t.Underlying().(type) {
		case *types.Chan, *types.Signature, *types.Interface:
			if at == nil || isContext(t) || key(t) == "error" {
				return // the signature is the generator's to judge
			}
			if p.isOneOf(t) {
				for _, v := range variants(t) {
					walk(v, at)
				}
				return
			}
			pos := at.Pos()
			if at.Pkg() != p.in.Pkg {
				pos = method.Pos()
			}
			c.Effects = append(c.Effects, facts.Effect{Code: facts.CodePayload, Verdict: facts.Leak, Object: at.Name(), Pos: p.position(pos), Text: "field " + at.Name() + " of what " + method.Name() + " takes or returns is " + kindName(u)})
		case *types.Pointer:
			walk(u.Elem(), at)
		case *types.Slice:
			walk(u.Elem(), at)
		case *types.Array:
			walk(u.Elem(), at)
		case *types.Map:
			walk(u.Elem(), at)
		case *types.Struct:
			if n, ok := t.(*types.Named); ok && n.Obj().Pkg() != nil && (p.types.std.Std(n.Obj().Pkg().Path()) || trustBase(n.Obj().Pkg().Path())) {
				return
			}
			for f := range u.Fields() {
				if f.Exported() {
					walk(f.Type(), f)
				}
			}
		}
	}
	walk(t, nil)
}

// isOneOf reports whether t is a sum type. The generated codec copies one variant by variant, and refuses what is none.
func (p *pkg) isOneOf(t types.Type) bool {
	n := named(t)
	if n == nil || n.Obj().Pkg() == nil {
		return false
	}
	if n.Obj().Pkg() == p.in.Pkg {
		return slices.Contains(p.out.OneOfs, key(n))
	}
	f := p.in.Import(n.Obj().Pkg().Path())
	return f != nil && slices.Contains(f.OneOfs, key(n))
}

// variants are the types of the package of a sum type that implement it.
func variants(t types.Type) (all []types.Type) {
	n := named(t)
	it := n.Underlying().(*types.Interface)
	scope := n.Obj().Pkg().Scope()
	for _, name := range scope.Names() {
		v, ok := scope.Lookup(name).(*types.TypeName)
		if ok && !types.IsInterface(v.Type()) && (types.Implements(v.Type(), it) || types.Implements(types.NewPointer(v.Type()), it)) {
			all = append(all, v.Type())
		}
	}
	return all
}

// oneOfs finds the package's sum types.
func (p *pkg) oneOfs() {
	for _, d := range p.typeDecls() {
		if types.IsInterface(d.obj.Type()) && directiveOf(d.doc, "oneof") != nil {
			p.out.OneOfs = append(p.out.OneOfs, key(d.obj.Type()))
		}
	}
	slices.Sort(p.out.OneOfs)
}

func kindName(t types.Type) string {
	switch t.(type) {
	case *types.Chan:
		return "a channel"
	case *types.Signature:
		return "a function"
	}
	return "an interface"
}

// fields reports contexts among a component's own fields.
func (p *pkg) fields(c *facts.Component, d declaredType) {
	st, ok := d.spec.Type.(*ast.StructType)
	if !ok {
		return
	}
	for _, f := range st.Fields.List {
		if t := p.in.Info.TypeOf(f.Type); isContext(t) {
			name := "context.Context"
			if len(f.Names) > 0 {
				name = f.Names[0].Name
			}
			c.Effects = append(c.Effects, facts.Effect{Code: facts.CodeContext, Verdict: facts.Leak, Object: name, Pos: p.position(f.Pos()), Text: "field " + name + " of " + c.Type[strings.LastIndex(c.Type, ".")+1:] + " holds a context"})
		}
	}
}
