package resolve

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/load"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const (
	codeContractMethod = "SIG212"
	codeConfigStruct   = "SIG214"
)

// contract resolves an interface marked //sig:contract.
func (p *pkgResolver) contract(m *load.Mark, spec *ast.TypeSpec) {
	p.needs(spec.Pos(), spec.End())
	obj := p.typeName(spec)
	if obj == nil {
		return
	}
	if spec.TypeParams != nil {
		p.report(codeGeneric, spec.TypeParams.Pos(), "declare one contract per type", "contract %s has type parameters", obj.Name())
		return
	}
	c := &model.Contract{Name: m.Value("name"), Type: p.ref(obj.Type()), Interface: true, Doc: p.typeDoc(m.File, spec), Pos: p.pos(m.ArgPos("name"))}
	if c.Name == "" {
		c.Name = kebab(obj.Name())
	}
	it, ok := spec.Type.(*ast.InterfaceType)
	if !ok {
		return
	}
	for _, field := range it.Methods.List {
		if len(field.Names) == 0 {
			p.report(codeContractMethod, field.Pos(), "write its methods out", "contract %s embeds %s; the runnables of a contract stand in it", obj.Name(), types.ExprString(field.Type))
			continue
		}
		name := field.Names[0]
		mark := p.markOn(field, "runnable")
		if mark == nil {
			p.report(codeContractMethod, name.Pos(), "write //sig:runnable above it, or move it to another interface",
				"method %s of contract %s has no //sig:runnable", name.Name, obj.Name())
			continue
		}
		if !name.IsExported() {
			p.report(codeContractMethod, name.Pos(), "begin its name with a capital letter", "runnable %s of contract %s is not exported, so only this package could provide it", name.Name, obj.Name())
			continue
		}
		fn, _ := p.lp.Info.Defs[name].(*types.Func)
		if fn == nil {
			continue
		}
		if method := p.runnable(mark, name.Name, name.Pos(), fn.Type().(*types.Signature), docText(field.Doc), obj.Name()); method != nil {
			c.Methods = append(c.Methods, method)
		}
	}
	if len(it.Methods.List) == 0 {
		p.report(codeContractMethod, spec.Name.Pos(), "give it a method with //sig:runnable", "contract %s has no methods", obj.Name())
	}
	p.out.Contracts = append(p.out.Contracts, c)
}

// markOn returns the directive of that name on a declaration of this package.
func (p *pkgResolver) markOn(decl ast.Node, name string) *load.Mark {
	for _, f := range p.lp.Files {
		for _, m := range f.Marks {
			if m.Decl == decl && m.Name == name {
				return m
			}
		}
	}
	return nil
}

// config resolves a struct marked //sig:config.
func (p *pkgResolver) config(m *load.Mark, spec *ast.TypeSpec) {
	obj := p.typeName(spec)
	if obj == nil {
		return
	}
	p.needs(spec.Pos(), spec.End())
	if spec.TypeParams != nil {
		p.report(codeGeneric, spec.TypeParams.Pos(), "declare one struct per type", "settings %s have type parameters", obj.Name())
		return
	}
	if r := p.value(obj.Type(), spec.Name.Pos(), "settings "+obj.Name(), use{decode: true, settings: true, what: "settings " + obj.Name()}); r != nil {
		if r.Kind != model.KindStruct {
			p.report(codeConfigStruct, spec.Name.Pos(), "settings are plain fields", "settings %s decode themselves, so their keys cannot be known", obj.Name())
			return
		}
		p.out.Configs = append(p.out.Configs, &model.Struct{Prefix: m.Value("prefix"), Type: r.Type, Pos: p.pos(m.ArgPos("prefix"))})
	}
}

// foreignEvents lists the events of the packages that this one imports, which its components may publish.
func (p *pkgResolver) foreignEvents() {
	imports := slices.SortedFunc(slices.Values(p.lp.Types.Imports()), func(a, b *types.Package) int { return strings.Compare(a.Path(), b.Path()) })
	for _, imp := range imports {
		p.index.ensure(imp.Path())
		for _, tm := range p.index.eventsOf(imp.Path()) {
			obj, _ := imp.Scope().Lookup(tm.spec.Name.Name).(*types.TypeName)
			if obj != nil && obj.Exported() {
				p.out.ForeignEvents = append(p.out.ForeignEvents, &model.Event{Topic: tm.mark.Value("topic"), Type: p.ref(obj.Type()), Pos: p.pos(tm.mark.ArgPos("topic"))})
			}
		}
	}
}

// event resolves a struct marked //sig:event.
func (p *pkgResolver) event(m *load.Mark, spec *ast.TypeSpec) {
	obj := p.typeName(spec)
	if obj == nil {
		return
	}
	p.needs(spec.Pos(), spec.End())
	if spec.TypeParams != nil {
		p.report(codeGeneric, spec.TypeParams.Pos(), "declare one event per type", "event %s has type parameters", obj.Name())
		return
	}
	if topic := m.Value("topic"); m.Has("topic") && !topicPattern.MatchString(topic) {
		p.report(codeTopic, m.ValuePos("topic"), "write words in lower case with dots between them: orders.placed", "topic %q is not a topic", topic)
	}
	if r := p.value(obj.Type(), spec.Name.Pos(), "event "+obj.Name(), use{decode: true, encode: true, what: "event " + obj.Name()}); r != nil {
		p.out.Events = append(p.out.Events, &model.Event{Topic: m.Value("topic"), Type: r.Type, Pos: p.pos(m.ArgPos("topic"))})
	}
}
