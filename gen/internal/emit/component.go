package emit

import (
	"fmt"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/sigen-dev/sigen/gen/internal/model"
	"github.com/sigen-dev/sigen/gen/internal/plan"
)

// component prints the instance struct, the factory and the constructor.
func (g *generator) component(c *plan.Component) {
	name := c.Model.Type.Name
	g.instance(c)
	g.add(comment(fmt.Sprintf("%sFactory makes instances of %s.", name, name)), g.s("%s", g.factory(c)))
	g.constructor(c)
	if c.Plan != "" {
		g.graph(c)
	}
}

func (g *generator) instance(c *plan.Component) {
	name := c.Model.Type.Name
	doc := fmt.Sprintf("%s is one %s, mounted: ", c.Instance, name)
	var b strings.Builder
	fmt.Fprintf(&b, "type %s struct {\n", c.Instance)
	if c.Plan != "" {
		doc += "the head of its cells, which must come first, "
		b.WriteString("$reactive.Cells\n")
	}
	doc += "the kernel's part, the component"
	fmt.Fprintf(&b, "$abi.Instance\nself %s", c.Model.Type.Expr)
	cells := false
	for _, cell := range c.Cells {
		if cell.Name != "" {
			cells = true
			fmt.Fprintf(&b, "\n%s %s", cell.Name, cellType(cell))
		}
	}
	b.WriteString("\n}")
	if cells {
		doc += ", its cells"
	}
	g.add(prose(doc+"."), g.s("%s", b.String()))
}

// factory is the text of the factory's declaration.
func (g *generator) factory(c *plan.Component) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	m := c.Model
	line("var %sFactory = $abi.NewFactory($abi.Component{", m.Type.Name)
	line("Component: %s,", quote(m.Name))
	if m.Version != "" {
		line("Version: %s,", quote(m.Version))
	}
	if m.Namespace != "" {
		line("Namespace: %s,", quote(m.Namespace))
	}
	line("Type: %s,", quote(qualified(m.Type)))
	line("Scope: $abi.Scope%s,", plan.Title(string(m.Scope)))
	if m.Rank != 0 {
		line("Rank: %d,", m.Rank)
	}
	if provided := g.provided(c); len(provided) > 0 {
		line("Provides: []*$abi.Contract{%s},", strings.Join(provided, ", "))
	}
	if reqs := g.requirements(c); len(reqs) > 0 {
		line("Requires: []$abi.Requirement{\n%s\n},", strings.Join(reqs, "\n"))
	}
	if settings := g.settingsSpecs(c); len(settings) > 0 {
		line("Settings: []$abi.SettingsSpec{\n%s\n},", strings.Join(settings, "\n"))
	}
	if len(c.Events) > 0 {
		events := make([]string, len(c.Events))
		for i, e := range c.Events {
			events[i] = fmt.Sprintf("{%s}.%sEvent()", e.Type.PkgPath, e.Type.Name)
		}
		line("Events: []$abi.Event{%s},", strings.Join(events, ", "))
	}
	if len(m.Subs) > 0 {
		line("Subs: []$abi.Subscription{")
		for _, s := range m.Subs {
			line("{%s}.Subscribe%s(%s, %s, func(b $abi.Body, ctx $context.Context, e %s) error {\nreturn b.(*%s).self.%s(ctx, e)\n})%s,",
				s.Event.PkgPath, s.Event.Name, quote(s.Topic), quote(s.GoName), s.Event.Expr, c.Instance, s.GoName, delivery(s))
		}
		line("},")
	}
	if c.Props == nil {
		line("CheckProps: $abi.NoProps,")
	} else {
		line("CheckProps: func(d *$codec.Decoder) {\nvar p %sProps\n%s(d, &p)\n},", m.Type.Name, c.Props.Decode)
	}
	if d := propDefaults(c); d != "" {
		line("PropDefaults: map[string]string{%s},", d)
	}
	line("New: %s,", c.New)
	line("Self: func(b $abi.Body) any { return &b.(*%s).self },", c.Instance)
	for _, cell := range c.Cells {
		if cell.Kind == plan.CellCreds {
			line("Credentials: func(b $abi.Body) *$reactive.Field[uint64] { return &b.(*%s).%s },", c.Instance, cell.Name)
		}
		if cell.Kind == plan.CellEffect {
			line("Start: func(b $abi.Body, ctx $context.Context) error { return %s.Start(ctx, b.(*%s)) },", c.Plan, c.Instance)
			break
		}
	}
	for _, h := range m.Hooks {
		line("%s: func(b $abi.Body, ctx $context.Context) error { return b.(*%s).self.%s(ctx) },", plan.Title(h.Kind), c.Instance, h.GoName)
	}
	if m.Watch != nil {
		line("Supervision: %s,", supervision(m.Watch))
	}
	b.WriteString("})")
	return b.String()
}

// provided are the expressions of the contracts that a component serves.
func (g *generator) provided(c *plan.Component) []string {
	var out []string
	for _, ref := range c.Model.Provides {
		out = append(out, g.contractSpec(ref))
	}
	if c.Own != nil {
		out = append(out, c.Own.Var)
	}
	return out
}

// contractSpec is the *abi.Contract of a contract of this package or another.
func (g *generator) contractSpec(ref model.ContractRef) string {
	for _, c := range g.plan.Contracts {
		if c.Model.Type.Expr == ref.Type.Expr {
			return c.Var
		}
	}
	return fmt.Sprintf("{%s}.%sContract.Spec()", ref.Type.PkgPath, ref.Type.Name)
}

func (g *generator) requirements(c *plan.Component) []string {
	var out []string
	for _, f := range c.Model.Fields {
		kind, name, match, optional := "", "", "", f.Optional
		switch f.Kind {
		case model.FieldSettings:
			kind, name, match = "Config", "settings", "$abi.ProvidesConfig"
		case model.FieldConfig, model.FieldHandle:
			kind, name, match = "Handle", g.shown(f.Type), "$abi.ProvidesHandle["+f.Type.Expr+"]"
		case model.FieldService:
			kind, name, match = "Service", g.shown(f.Type), "$abi.ProvidesService["+f.Type.Expr+"]"
		case model.FieldClient, model.FieldAdminClient, model.FieldContract:
			kind, name = "Contract", f.Contract.Name
		case model.FieldList, model.FieldMap:
			kind, name, optional = "Contract", f.Contract.Name, true
		default:
			continue
		}
		text := fmt.Sprintf("{Field: %s, Kind: $abi.Need%s, Name: %s", quote(f.GoName), kind, quote(name))
		if optional {
			text += ", Optional: true"
		}
		if match != "" {
			text += ", Match: " + match
		}
		out = append(out, text+"},")
	}
	return out
}

// shown is a type as messages name it: sqldb.Pool.
func (g *generator) shown(t model.TypeRef) string {
	if name := g.plan.Model.Imported[t.PkgPath]; name != "" && t.PkgPath != g.plan.Model.Path {
		return name + "." + t.Name
	}
	return g.plan.Model.Name + "." + t.Name
}

// settingsSpecs say how the cells of settings are filled: decoded first, put in force together.
func (g *generator) settingsSpecs(c *plan.Component) []string {
	var out []string
	for _, cell := range c.Cells {
		switch cell.Kind {
		case plan.CellSettings:
			read := g.plan.Codec(&model.Ref{Struct: cell.Field.Type.Expr}).Read
			out = append(out, fmt.Sprintf("{Prefix: %s, Prepare: func(b $abi.Body, r *$abi.SettingsReader) func(tx *$reactive.Tx) {\nvar v %s\n%s(r, &v)\nreturn func(tx *$reactive.Tx) { b.(*%s).%s.SetIn(tx, v) }\n}},",
				quote(cell.Field.Prefix), cell.Field.Type.Expr, read, c.Instance, cell.Name))
		case plan.CellConfig:
			out = append(out, fmt.Sprintf("{Prepare: func(b $abi.Body, _ *$abi.SettingsReader) func(tx *$reactive.Tx) {\nreturn func(tx *$reactive.Tx) { b.(*%s).%s.UpdateIn(tx, func(n uint64) uint64 { return n + 1 }) }\n}},",
				c.Instance, cell.Name))
		}
	}
	return out
}

// constructor prints the function that fills a component's fields. What it asks
// the mount for is minted for this instance and nobody else.
func (g *generator) constructor(c *plan.Component) {
	body := []jen.Code{
		g.s("i := new(%s)", c.Instance),
		g.s("c := &i.self"),
	}
	if c.Plan == "" {
		body = append(body, g.s("$abi.Attach(m, &c.Instance, i)"))
	} else {
		body = append(body, g.s("$abi.AttachCells(m, &c.Instance, i, &i.Cells)"), g.s("%s.Mount(i, m.Hooks())", c.Plan))
	}
	for _, f := range c.Model.Fields {
		if value := g.injected(c, f); value != "" {
			body = append(body, g.s("c.%s = %s", f.GoName, value))
		}
	}
	if c.Props != nil {
		body = append(body,
			g.s("d := m.Props()"),
			g.s("var p %sProps", c.Model.Type.Name),
			g.s("%s(&d, &p)", c.Props.Decode),
			g.s("m.Fail(d.Finish())"))
		for _, m := range c.Props.Type.Members {
			body = append(body, g.s("c.%s = p.%s", m.GoName, m.GoName))
		}
	}
	g.fn("", c.New+"(m *$abi.Mount) $abi.Body", append(body, g.s("return i"))...)
}

// injected is what a field is filled with; "" for a property.
func (g *generator) injected(c *plan.Component, f *model.Field) string {
	of := "{" + f.Contract.Type.PkgPath + "}."
	switch f.Kind {
	case model.FieldSettings:
		for _, cell := range c.Cells {
			if cell.Field == f {
				return "$abi.Settings(&i." + cell.Name + ")"
			}
		}
	case model.FieldConfig, model.FieldHandle:
		return fmt.Sprintf("$abi.Handle[%s](m, %s, %t, %t)", f.Type.Expr, quote(f.GoName), f.Optional, f.TenantWide)
	case model.FieldService:
		return fmt.Sprintf("$abi.Service[%s](m, %s, %t)", f.Type.Expr, quote(f.GoName), f.Optional)
	case model.FieldClient, model.FieldContract:
		return of + "New" + f.Contract.Type.Name + "ClientFor(m)"
	case model.FieldAdminClient:
		return of + "New" + f.Contract.Type.Name + "AdminClientFor(m)"
	case model.FieldList:
		return "$abi.Providers(m, " + of + f.Contract.Type.Name + "Contract)"
	case model.FieldMap:
		return "$abi.ProvidersBy(m, " + of + f.Contract.Type.Name + "Contract, " + quote(f.MapKey) + ")"
	}
	return ""
}
