package flow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/internal/marker"
	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
	"github.com/sigen-dev/sigen/gen/vet/internal/std"
)

// references looks at every name in the package that another package declares.
// A mention is enough: a function value is as good as a call.
func (p *pkg) references() {
	literals := map[*ast.FuncLit]string{}
	for _, f := range p.units() {
		if lit, ok := f.Syntax().(*ast.FuncLit); ok {
			literals[lit] = p.name(f)
		}
	}
	for _, file := range p.in.Files {
		if p.generated(file.FileStart + 1) {
			continue
		}
		p.linknames(file)
		for _, d := range file.Decls {
			owner := p.out.Path + ".init"
			if fd, ok := d.(*ast.FuncDecl); ok {
				owner = p.declName(fd)
			}
			ast.Inspect(d, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.FuncLit:
					if name := literals[n]; name != "" { // in an initialiser: a function by itself
						ast.Inspect(n, func(n ast.Node) bool {
							if id, ok := n.(*ast.Ident); ok {
								p.reference(name, id)
							}
							return true
						})
						return false
					}
				case *ast.Ident:
					p.reference(owner, n)
				}
				return true
			})
		}
	}
}

func (p *pkg) declName(fd *ast.FuncDecl) string {
	if fd.Recv == nil && fd.Name.Name == "init" {
		for _, f := range p.units() {
			if f.Syntax() == fd {
				return p.name(f)
			}
		}
	}
	if obj, ok := p.in.Info.Defs[fd.Name].(*types.Func); ok {
		return obj.FullName()
	}
	return p.out.Path + ".init"
}

func (p *pkg) reference(owner string, id *ast.Ident) {
	obj := p.in.Info.Uses[id]
	if obj == nil || obj.Pkg() == nil || obj.Pkg() == p.in.Pkg {
		return
	}
	name, path := obj.Pkg().Path()+"."+obj.Name(), obj.Pkg().Path()
	switch o := obj.(type) {
	case *types.PkgName:
		return
	case *types.Func:
		name = o.Origin().FullName()
		if r := o.Signature().Recv(); r != nil && types.IsInterface(r.Type()) {
			return // what implements it is what counts
		}
	case *types.Var:
		if o.IsField() {
			return
		}
	case *types.Builtin:
		if o.Name() == "Sizeof" || o.Name() == "Alignof" || o.Name() == "Offsetof" {
			return // constants
		}
	case *types.Const:
		return // a constant gives nothing
	case *types.TypeName:
	default:
		return
	}
	f := p.out.Funcs[owner]
	if f == nil {
		f = &facts.Func{Name: owner, Pos: p.position(id.Pos())}
		p.out.Funcs[owner] = f
	}
	if f.Trusted {
		return
	}
	add := func(code string, v facts.Verdict, object, text string) {
		f.Effects = append(f.Effects, facts.Effect{Code: code, Verdict: v, Object: object, Pos: p.position(id.Pos()), End: p.position(id.End()), Text: text})
	}
	if trustBase(path) {
		_, function := obj.(*types.Func)
		if hostPower(path, name, function) && !(p.in.Pkg.Name() == "main" && strings.HasSuffix(owner, ".init")) {
			add(facts.CodeCapability, facts.Leak, "host", "uses "+short(name)+", which is for host code")
		}
		if strings.HasSuffix(name, "core.Secret).Reveal") {
			p.out.Reveals = append(p.out.Reveals, facts.Reveal{Func: owner, Pos: p.position(id.Pos())})
		}
		return
	}
	if k := p.in.Import(path); k != nil && k.Reviewed && slices.Contains(k.Denied, name) {
		add(facts.CodeCapability, facts.Leak, "reviewed", "uses "+short(name))
		return
	}
	if !p.types.std.Std(path) && path != "unsafe" {
		return
	}
	class := p.types.std.Denied(path, name)
	code, verdict := deniedCode(class)
	switch {
	case class == "":
		if !p.types.std.Allowed(path) {
			add(facts.CodeStd, facts.Undecided, path, "uses "+short(name)+"; nothing is known of package "+path)
		}
	case code == facts.CodeGo:
		add(code, verdict, string(class), "calls "+short(name)+", whose function runs when the call is over")
	default:
		add(code, verdict, string(class), "uses "+short(name))
	}
}

// deniedCode is the code of a name of that class.
func deniedCode(c std.Class) (string, facts.Verdict) {
	switch c {
	case "language":
		return facts.CodeLanguage, facts.Leak
	case "global", "registry":
		return facts.CodeProcess, facts.Leak
	case "goroutine":
		return facts.CodeGo, facts.Leak
	}
	return facts.CodeCapability, facts.Leak
}

// hostPower reports whether a name of the runtime gives what only host code has. Functions give it if they are not
// known to be for components.
func hostPower(path, name string, function bool) bool {
	for _, below := range []string{"/abi", "/transport"} { // what generated code calls, and what connects processes
		if path == runtimePath+below || strings.HasPrefix(path, runtimePath+below+"/") {
			return true
		}
	}
	for _, s := range []string{"/core.Kernel", "/core.Bus", "/core.Ref)", "runtime.Kernel", "runtime.Bus"} {
		if strings.Contains(name, s) {
			return true
		}
	}
	if base := name[strings.LastIndex(name, "/")+1:]; base == "runtime.ConfigAdminContract" {
		return true
	}
	return function && !strings.HasPrefix(name, "(") && !forComponents[strings.TrimPrefix(name, runtimePath)]
}

// forComponents are the functions of the runtime that a component may call. What starts goroutines of its own, such as
// an effect of a domain that the component made, is not among them.
var forComponents = map[string]bool{
	".CallerOf": true, ".ErrorClass": true, ".FailureOf": true, ".NewSecret": true, ".OnCleanup": true, ".Reason": true, ".Stale": true,
	".ValidName": true, ".ValidPath": true, ".WithIdempotencyKey": true, ".WithRetries": true, ".WithTrace": true,
	".NewConfig": true, ".NewCredentials": true, ".NewHTTP": true, ".NewStorage": true, // without a scope of the kernel they deny
	"/internal/core.CallerOf": true, "/internal/core.NewSecret": true,
	"/provider/credentials.Encrypt": true, "/provider/egress.Client": true,
	"/reactive.NewDomain": true, "/reactive.NewSignal": true, "/reactive.NewComputed": true, "/reactive.NewDynamic": true, "/reactive.Derived": true,
	"/reactive.Equal": true, "/reactive.Hash": true, "/reactive.Name": true, "/reactive.OnCleanup": true, "/reactive.Same": true, "/reactive.Stale": true,
	"/reactive.Supersede": true, "/reactive.Watch": true,
}

// linknames finds variables and functions that are those of another package.
func (p *pkg) linknames(file *ast.File) {
	for _, g := range file.Comments {
		for _, c := range g.List {
			rest, ok := strings.CutPrefix(c.Text, "//go:linkname ")
			if !ok {
				continue
			}
			at := c.Pos()
			if f := strings.Fields(rest); len(f) > 0 {
				if obj := p.in.Pkg.Scope().Lookup(f[0]); obj != nil {
					at = obj.Pos()
				}
			}
			p.out.Syntax = append(p.out.Syntax, facts.Effect{Code: facts.CodeLanguage, Verdict: facts.Leak, Object: "linkname", Pos: p.position(at), Text: "reaches into another package by //go:linkname"})
		}
	}
}

// directives finds what the package says in //sig: lines.
func (p *pkg) directives() {
	for _, file := range p.in.Files {
		for _, g := range file.Comments {
			for _, c := range g.List {
				if !strings.HasPrefix(c.Text, marker.Prefix) {
					continue
				}
				d, errs := marker.Parse(c.Text)
				if len(errs) > 0 || d.Name != "trust" || d.Value("reason") == "" {
					continue
				}
				t := &facts.Trust{Pos: p.position(c.Pos()), Reason: d.Value("reason")}
				t.From, t.To = p.covered(file, g, c)
				p.out.Trusts = append(p.out.Trusts, t)
			}
		}
	}
}

// covered are the lines that a trust line speaks for: its own when code stands
// before it, the declaration of variables that it is part of the comment of, or
// the line behind the comment.
func (p *pkg) covered(file *ast.File, g *ast.CommentGroup, c *ast.Comment) (from, to int) {
	line := p.position(c.Pos()).Line
	trailing, end := false, 0
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case nil:
			return true
		case *ast.Comment, *ast.CommentGroup:
			return false
		case *ast.GenDecl:
			if n.Doc == g && n.Tok == token.VAR {
				end = p.position(n.End()).Line
			}
		case *ast.ValueSpec:
			if n.Doc == g {
				end = p.position(n.End()).Line
			}
		case *ast.Ident, *ast.BasicLit:
			trailing = trailing || n.Pos() < c.Pos() && p.position(n.Pos()).Line == line
		}
		return true
	})
	if trailing {
		return line, line
	}
	next := p.position(g.End()).Line + 1
	return line, max(next, end)
}

// directiveOf returns the directive of that name in a comment.
func directiveOf(doc *ast.CommentGroup, name string) *marker.Directive {
	if doc == nil {
		return nil
	}
	for _, c := range doc.List {
		if d, errs := marker.Parse(c.Text); strings.HasPrefix(c.Text, marker.Prefix) && len(errs) == 0 && d.Name == name {
			return d
		}
	}
	return nil
}

// A declaredType is a type with its comment.
type declaredType struct {
	spec *ast.TypeSpec
	doc  *ast.CommentGroup
	obj  *types.TypeName
}

func (p *pkg) typeDecls() []declaredType {
	var out []declaredType
	for _, file := range p.in.Files {
		for _, d := range file.Decls {
			gd, ok := d.(*ast.GenDecl)
			if !ok || gd.Tok != token.TYPE {
				continue
			}
			for _, s := range gd.Specs {
				ts := s.(*ast.TypeSpec)
				doc := ts.Doc
				if doc == nil && len(gd.Specs) == 1 {
					doc = gd.Doc
				}
				if obj, ok := p.in.Info.Defs[ts.Name].(*types.TypeName); ok {
					out = append(out, declaredType{ts, doc, obj})
				}
			}
		}
	}
	return out
}

// providers finds the types that the package's providers hand out, and what those
// types' methods return: the trust base of whoever holds them.
func (p *pkg) providers() {
	for _, d := range p.typeDecls() {
		if p.generated(d.spec.Pos()) { // what its methods return is the application's own
			p.handles[key(d.obj.Type())] = true
			continue
		}
		dir := directiveOf(d.doc, "component")
		if dir == nil || dir.Value("scope") != "provider" {
			continue
		}
		p.handle(d.obj.Type())
		obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(d.obj.Type()), true, p.in.Pkg, "Open")
		if open, ok := obj.(*types.Func); ok && open.Signature().Results().Len() > 0 {
			p.handle(open.Signature().Results().At(0).Type())
		}
	}
	for _, f := range p.units() {
		obj := p.object(f)
		if obj == nil || obj.Signature().Recv() == nil || !p.handles[key(obj.Signature().Recv().Type())] {
			continue
		}
		if n := named(obj.Signature().Recv().Type()); n != nil && (p.isComponent(n) || p.generated(n.Obj().Pos())) {
			continue // a method that somebody writes for a generated type is none of sigen's
		}
		p.out.Funcs[p.name(f)] = &facts.Func{Name: p.name(f), Pos: p.position(f.Pos()), Trusted: true}
	}
	for h := range p.handles {
		p.out.Handles = append(p.out.Handles, h)
	}
	for _, d := range p.typeDecls() {
		if p.generated(d.spec.Pos()) {
			p.out.Clients = append(p.out.Clients, key(d.obj.Type()))
		}
	}
	slices.Sort(p.out.Clients)
	slices.Sort(p.out.Handles)
}

func (p *pkg) handle(t types.Type) {
	n := named(t)
	if n == nil || n.Obj().Pkg() != p.in.Pkg || p.handles[key(n)] {
		return
	}
	p.handles[key(n)] = true
	for m := range n.Methods() {
		for v := range m.Signature().Results().Variables() {
			p.handle(v.Type())
		}
	}
}

// isHandle reports whether values of t are handles, or lead to some.
func (p *pkg) isHandle(t types.Type) bool {
	n := named(t)
	if n == nil || n.Obj().Pkg() == nil {
		return false
	}
	if path := n.Obj().Pkg().Path(); trustBase(path) {
		_, iface := n.Underlying().(*types.Interface)
		return !iface && n.Obj().Name() != "Error" && n.Obj().Name() != "Secret"
	} else if path != p.out.Path {
		f := p.in.Import(path)
		return f != nil && slices.Contains(f.Handles, key(n))
	}
	return p.handles[key(n)] || p.isComponent(n)
}

// isClient reports whether t is a client that sigen wrote: it calls as the caller of a shared component.
func (p *pkg) isClient(t types.Type) bool {
	n := named(t)
	if n == nil || n.Obj().Pkg() == nil || !strings.HasSuffix(n.Obj().Name(), "Client") {
		return false
	}
	if n.Obj().Pkg() == p.in.Pkg {
		return slices.Contains(p.out.Clients, key(n))
	}
	f := p.in.Import(n.Obj().Pkg().Path())
	return f != nil && slices.Contains(f.Clients, key(n))
}

// isComponent reports whether t is, or points to, a struct marked //sig:component.
func (p *pkg) isComponent(t types.Type) bool {
	n := named(t)
	if n == nil {
		return false
	}
	s, ok := n.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range s.Fields() {
		if f.Embedded() && f.Name() == "Instance" && key(f.Type()) == runtimePath+"/internal/core.Instance" {
			return true
		}
	}
	return false
}

// typesOf lists the named types with their methods and what they are made of.
func (p *pkg) typesOf() {
	for _, m := range p.ssa.Members {
		tm, ok := m.(*ssa.Type)
		if !ok {
			continue
		}
		n, ok := types.Unalias(tm.Type()).(*types.Named)
		if !ok || n.Obj().Pkg() != p.in.Pkg {
			continue
		}
		t := &facts.Type{Methods: map[string]string{}}
		if !types.IsInterface(n) {
			ms := types.NewMethodSet(types.NewPointer(n))
			for s := range ms.Methods() {
				f, ok := s.Obj().(*types.Func)
				if !ok {
					continue
				}
				t.Methods[f.Name()] = f.Origin().FullName()
				if f.Exported() {
					for v := range f.Signature().Results().Variables() {
						t.Returns = append(t.Returns, parts(v.Type())...)
					}
				}
			}
		} else {
			for m := range n.Underlying().(*types.Interface).Methods() {
				t.Asks = append(t.Asks, m.Name())
			}
		}
		if t.Methods["Clone"] != "" {
			t.Needs = p.types.freezing(n, facts.Needs{Mutable: true})
		}
		t.Parts, t.Returns = parts(n.Underlying()), unique(t.Returns)
		if p.isOneOf(n) { // its variants are what is decoded and copied
			for _, v := range variants(n) {
				t.Parts = append(t.Parts, parts(v)...)
			}
			t.Parts = unique(t.Parts)
		}
		p.out.Types[key(n)] = t
	}
}

// parts are the named types inside t.
func parts(t types.Type) []string {
	seen := map[types.Type]bool{}
	var out []string
	var walk func(t types.Type)
	walk = func(t types.Type) {
		t = types.Unalias(t)
		if seen[t] {
			return
		}
		seen[t] = true
		if n, ok := t.(*types.Named); ok {
			out = append(out, key(n))
			for a := range n.TypeArgs().Types() {
				walk(a)
			}
			if n.TypeArgs().Len() > 0 {
				walk(n.Underlying())
			}
			return
		}
		switch t := t.(type) {
		case *types.Pointer:
			walk(t.Elem())
		case *types.Slice:
			walk(t.Elem())
		case *types.Array:
			walk(t.Elem())
		case *types.Map:
			walk(t.Key())
			walk(t.Elem())
		case *types.Chan:
			walk(t.Elem())
		case *types.Struct:
			for f := range t.Fields() {
				walk(f.Type())
			}
		}
	}
	walk(t)
	return unique(out)
}
