package resolve

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/load"
	"github.com/sigen-dev/sigen/gen/internal/marker"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

// The codes of components.
const (
	codeEmbedInstance = "SIG209"
	codeNotContract   = "SIG215"
	codeNotProvided   = "SIG216"
	codeCovered       = "SIG217"
	codeReceiver      = "SIG218"
	codeStray         = "SIG219"
)

// A componentMark is a struct marked //sig:component on its way into the model.
type componentMark struct {
	mark  *load.Mark
	spec  *ast.TypeSpec
	obj   *types.TypeName
	named *types.Named
	st    *types.Struct
	out   *model.Component
	// covered are the runnables of the contracts that it provides.
	covered map[string]*types.TypeName
}

// A methodMark is a directive on a method.
type methodMark struct {
	mark *load.Mark
	decl *ast.FuncDecl
	fn   *types.Func
}

func (p *pkgResolver) component(c *componentMark) {
	p.needs(c.spec.Pos(), c.spec.End())
	c.obj = p.typeName(c.spec)
	if c.obj == nil {
		return
	}
	if c.spec.TypeParams != nil {
		p.report(codeGeneric, c.spec.TypeParams.Pos(), "embed the generic struct in a component of its own per type", "component %s has type parameters", c.obj.Name())
		return
	}
	c.named, _ = c.obj.Type().(*types.Named)
	if c.named == nil {
		return
	}
	c.st, _ = c.named.Underlying().(*types.Struct)
	if c.st == nil {
		return
	}
	c.covered = map[string]*types.TypeName{}
	c.out = &model.Component{
		Name: c.mark.Value("name"), Version: c.mark.Value("version"), Namespace: c.mark.Value("namespace"),
		Scope: model.ScopeKind(c.mark.Value("scope")), Type: p.ref(c.named), Doc: p.typeDoc(c.mark.File, c.spec),
		Pos: p.pos(c.mark.ArgPos("name")),
	}
	p.embedsInstance(c)
	p.fields(c)
	p.provides(c)
	p.handles(c)
	p.identifiers(c)
	if m := p.markOn(c.spec, "supervise"); m != nil {
		p.supervision(c, m)
	}
	for _, m := range p.methodMarks(c.obj.Name()) {
		p.componentMethod(c, m)
	}
	p.hooksFit(c)
	p.wiring(c)
	p.out.Components = append(p.out.Components, c.out)
}

// embedsInstance holds the struct against the one thing that it must embed.
func (p *pkgResolver) embedsInstance(c *componentMark) {
	for f := range c.st.Fields() {
		if !f.Embedded() {
			continue
		}
		if name, _ := sigName(f.Type()); name == "Instance" {
			return
		}
		if name, _ := sigName(deref(f.Type())); name == "Instance" {
			p.report(codeEmbedInstance, f.Pos(), "write sig.Instance", "component %s embeds a pointer to sig.Instance, which is nil in new(%[1]s)", c.obj.Name())
			return
		}
	}
	for f := range c.st.Fields() {
		if f.Embedded() && p.invalid(f.Type(), f.Pos()) {
			return
		}
	}
	p.report(codeEmbedInstance, c.spec.Name.Pos(), "write sig.Instance as its first line", "component %s does not embed sig.Instance", c.obj.Name())
}

// provides resolves the contracts of //sig:provides; the pointer has to implement each.
func (p *pkgResolver) provides(c *componentMark) {
	m := p.markOn(c.spec, "provides")
	if m == nil {
		return
	}
	if r, err := strconv.Atoi(m.Value("rank")); err == nil {
		c.out.Rank = r
	}
	if m.Has("rank") && len(m.List()) == 0 && c.out.Scope != model.ScopeProvider {
		p.report(marker.CodeMissingArgument, m.Pos, "write //sig:provides API; rank= alone is for scope=provider, whose handles it ranks", "//sig:provides names no contracts")
	}
	for _, w := range m.List() {
		pos := m.Pos + token.Pos(w.Off)
		obj := p.lookupType(m.File, w.Text)
		if obj == nil {
			d := p.report(codeNotContract, pos, "name an interface of this package, or of one that this file imports", "%s in //sig:provides is not declared", w.Text)
			if near := p.nearContract(w.Text); near != "" {
				d.Hint = "did you mean " + near + "?"
			}
			continue
		}
		tm := p.index.find(p.index.contracts, obj)
		if tm == nil {
			d := p.report(codeNotContract, pos, "write //sig:contract above the interface", "%s is not a contract", w.Text)
			p.relate(d, p.objPos(obj), "declared here without //sig:contract")
			continue
		}
		if slices.ContainsFunc(c.out.Provides, func(r model.ContractRef) bool { return r.Type.Expr == p.ref(obj.Type()).Expr }) {
			p.report(marker.CodeRepeated, pos, "name it once", "contract %s stands twice in //sig:provides", w.Text)
			continue
		}
		if !p.implements(c, obj, tm, pos, w.Text) {
			continue
		}
		c.out.Provides = append(c.out.Provides, p.contractRef(obj, tm, pos))
	}
}

func (p *pkgResolver) nearContract(word string) string {
	var names []string
	for _, f := range p.lp.Files {
		for _, m := range f.Marks {
			if spec, ok := m.Decl.(*ast.TypeSpec); ok && m.Name == "contract" {
				names = append(names, spec.Name.Name)
			}
		}
	}
	return nearest(word, names)
}

func (p *pkgResolver) contractRef(obj *types.TypeName, tm *typeMark, pos token.Pos) model.ContractRef {
	name := tm.mark.Value("name")
	if name == "" {
		name = kebab(obj.Name())
	}
	return model.ContractRef{Name: name, Type: p.ref(obj.Type()), Pos: p.pos(pos)}
}

// implements lists what the pointer type lacks.
func (p *pkgResolver) implements(c *componentMark, obj *types.TypeName, tm *typeMark, pos token.Pos, shown string) bool {
	iface, ok := obj.Type().Underlying().(*types.Interface)
	if !ok {
		return false
	}
	if p.lp == tm.pkg || tm.pkg.Info != nil {
		p.needs(tm.spec.Pos(), tm.spec.End())
	}
	set := types.NewMethodSet(types.NewPointer(c.named))
	var missing []string
	for m := range iface.Methods() {
		c.covered[m.Name()] = obj
		sel := set.Lookup(m.Pkg(), m.Name())
		switch {
		case sel == nil:
			missing = append(missing, m.Name()+strings.TrimPrefix(p.show(m.Type()), "func"))
		case !types.Identical(sel.Obj().Type(), m.Type()):
			have, want := p.show(sel.Obj().Type()), p.show(m.Type())
			if strings.Contains(have, "invalid type") || strings.Contains(want, "invalid type") {
				continue // a type error has been kept for it
			}
			d := p.report(codeNotProvided, at(sel.Obj().Pos(), pos), "give it the signature of the contract",
				"%s.%s has the wrong signature for contract %s: it is %s, wanted %s", c.obj.Name(), m.Name(), shown, have, want)
			p.relate(d, m.Pos(), "declared by the contract here")
			return false
		}
	}
	if len(missing) == 0 {
		return true
	}
	d := p.report(codeNotProvided, pos, "write the missing methods with pointer receivers", "%s does not implement %s: it lacks %s", c.obj.Name(), shown, strings.Join(missing, ", "))
	p.relate(d, p.objPos(obj), "the contract")
	return false
}

// lookupType finds Name or pkg.Name as a file would.
func (p *pkgResolver) lookupType(f *load.File, name string) *types.TypeName {
	pkgName, sel, qualified := strings.Cut(name, ".")
	if !qualified {
		obj, _ := p.lp.Types.Scope().Lookup(name).(*types.TypeName)
		return obj
	}
	for _, imp := range f.Syntax.Imports {
		pn := p.lp.Info.PkgNameOf(imp)
		if pn != nil && pn.Name() == pkgName {
			obj, _ := pn.Imported().Scope().Lookup(sel).(*types.TypeName)
			return obj
		}
	}
	return nil
}

// objPos is where obj is declared, if that is source of a main module.
func (rs *resolver) objPos(obj types.Object) token.Pos {
	if obj == nil || obj.Pkg() == nil || rs.res.Source(obj.Pkg().Path()) == nil || rs.res.IsStub(obj.Pos()) {
		return token.NoPos
	}
	return obj.Pos()
}

// methodMarks are the directives on methods of the type with that name, in file and source order.
func (p *pkgResolver) methodMarks(typeName string) []methodMark {
	var out []methodMark
	for _, f := range p.lp.Files {
		for _, m := range f.Marks {
			d, ok := m.Decl.(*ast.FuncDecl)
			if !ok || load.Receiver(d) != typeName {
				continue
			}
			if fn, ok := p.lp.Info.Defs[d.Name].(*types.Func); ok {
				out = append(out, methodMark{m, d, fn})
			}
		}
	}
	return out
}

// strayMarks reports directives on methods of structs that are no components,
// and on methods of interfaces that are no contracts.
func (p *pkgResolver) strayMarks() {
	for _, f := range p.lp.Files {
		for _, m := range f.Marks {
			switch d := m.Decl.(type) {
			case *ast.FuncDecl:
				owner := load.Receiver(d)
				if !p.index.component(p.lp.Path, owner) {
					p.report(codeStray, m.Pos, "write //sig:component above "+owner, "//sig:%s on a method of %s, which is not a component", m.Name, owner)
				}
			case *ast.Field:
				if m.Owner != nil && p.markOn(m.Owner, "contract") == nil {
					p.report(codeStray, m.Pos, "write //sig:contract above "+m.Owner.Name.Name, "//sig:%s on a method of %s, which is not a contract", m.Name, m.Owner.Name.Name)
				}
			case *ast.TypeSpec:
				if (m.Name == "provides" || m.Name == "supervise") && p.markOn(d, "component") == nil {
					p.report(codeStray, m.Pos, "write //sig:component name=… scope=… above it", "//sig:%s on %s, which is not a component", m.Name, d.Name.Name)
				}
			}
		}
	}
}

// strayTags reports requirements and props in structs that are no components: nobody would fill them in.
func (p *pkgResolver) strayTags() {
	for _, d := range p.syntax(p.lp).types {
		st, ok := d.spec.Type.(*ast.StructType)
		if !ok || p.markOn(d.spec, "component") != nil || p.embedded[d.spec.Name.Name] {
			continue
		}
		for _, field := range st.Fields.List {
			if field.Tag == nil {
				continue
			}
			ft, _ := marker.FindTag(field.Tag.Value)
			if !ft.Found() {
				continue
			}
			tag, _ := marker.ParseTag(ft.Text)
			for _, key := range []string{"requires", "prop"} {
				if o, ok := tag.Option(key); ok && p.codecs[p.exprOf(d.spec)] == nil {
					p.report(codeStray, field.Tag.Pos()+token.Pos(ft.Offset(o.Off)), "write //sig:component name=… scope=… above "+d.spec.Name.Name,
						"option %s in %s, which is not a component", key, d.spec.Name.Name)
				}
			}
		}
	}
}

// exprOf is the key under which a struct's codec would be found.
func (p *pkgResolver) exprOf(spec *ast.TypeSpec) string {
	if obj := p.typeName(spec); obj != nil {
		return p.ref(obj.Type()).Expr
	}
	return ""
}

func (p *pkgResolver) componentMethod(c *componentMark, m methodMark) {
	sig := m.fn.Type().(*types.Signature)
	end := m.decl.Type.End()
	if m.mark.Name == "computed" || m.mark.Name == "effect" {
		end = m.decl.End()
	}
	p.needs(m.decl.Pos(), end)
	if _, ptr := types.Unalias(sig.Recv().Type()).(*types.Pointer); !ptr {
		p.report(codeReceiver, m.decl.Recv.Pos(), "write *"+c.obj.Name(), "//sig:%s method %s has a value receiver, so it would run on a copy of its instance", m.mark.Name, m.fn.Name())
		return
	}
	switch m.mark.Name {
	case "runnable":
		p.ownRunnable(c, m, sig)
	case "computed":
		p.computed(c, m, sig)
	case "effect":
		p.effect(c, m, sig)
	case "activate", "deactivate", "health", "snapshot", "restore", "purge":
		p.hook(c, m, sig)
	case "supervise":
		p.hook(c, m, sig)
		p.supervision(c, m.mark)
	case "subscribe":
		p.subscribe(c, m, sig)
	}
}

func (p *pkgResolver) ownRunnable(c *componentMark, m methodMark, sig *types.Signature) {
	name := m.fn.Name()
	if contract := c.covered[name]; contract != nil {
		d := p.report(codeCovered, m.mark.Pos, "remove this line; name, desc and timeout stand in the contract", "%s is a runnable of contract %s already", name, contract.Name())
		p.relate(d, p.objPos(contract), "the contract")
		return
	}
	if !m.fn.Exported() {
		p.report(codeRunnableSignature, m.decl.Name.Pos(), "begin its name with a capital letter", "runnable %s is not exported, so no client of another package could call it", name)
		return
	}
	method := p.runnable(m.mark, name, m.decl.Name.Pos(), sig, docText(m.decl.Doc), c.obj.Name())
	if method == nil {
		return
	}
	if c.out.Own == nil {
		c.out.Own = &model.Contract{
			Name: c.out.Name, Type: c.out.Type, Shared: c.out.Scope == model.ScopeShared, Admin: c.out.Scope == model.ScopeAdmin,
			Doc: c.out.Doc, Pos: c.out.Pos,
		}
	}
	c.out.Own.Methods = append(c.out.Own.Methods, method)
}

// identifiers lists what the struct declares by hand, for the rules about names.
func (p *pkgResolver) identifiers(c *componentMark) {
	for f := range c.st.Fields() {
		name, _ := sigName(deref(f.Type()))
		c.out.Idents = append(c.out.Idents, model.Ident{Name: f.Name(), Field: true, Embedded: f.Embedded(), Runtime: name, Pos: p.pos(f.Pos())})
	}
	for m := range c.named.Methods() {
		if !p.res.IsStub(m.Pos()) {
			c.out.Idents = append(c.out.Idents, model.Ident{Name: m.Name(), Pos: p.pos(m.Pos())})
		}
	}
}
