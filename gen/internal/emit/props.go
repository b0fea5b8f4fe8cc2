package emit

import (
	"fmt"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/sigen-dev/sigen/gen/internal/model"
	"github.com/sigen-dev/sigen/gen/internal/plan"
)

// props prints the typed properties of a component and the function that
// registers an instance with them.
func (g *generator) props(c *plan.Component) {
	name := c.Model.Type.Name
	var b strings.Builder
	fmt.Fprintf(&b, "type %sProps struct {", name)
	if c.Model.Scope == model.ScopeTenant {
		b.WriteString("\nTarget string // the tenant")
	}
	var members []*model.Member
	if c.Props != nil {
		members = c.Props.Type.Members
	}
	for _, m := range members {
		if m.Doc != "" {
			b.WriteString("\n// " + strings.ReplaceAll(strings.TrimSpace(m.Doc), "\n", "\n// "))
		}
		fmt.Fprintf(&b, "\n%s %s", m.GoName, m.Ref.Type.Expr)
		if m.Default != nil {
			fmt.Fprintf(&b, " // default %s", oneLine(m.Default.Text))
		}
	}
	b.WriteString("\n}")
	doc := name + "Props are the properties of an instance of " + name + "."
	for _, m := range members {
		if m.Default != nil {
			doc += " A zero field takes its default."
			break
		}
	}
	g.add(prose(doc), g.s("%s", b.String()))

	props := "nil"
	var body []jen.Code
	arg := "_"
	if c.Model.Scope == model.ScopeTenant || len(members) > 0 {
		props, arg = "props", "p"
		body = append(body, g.s("props := $sig.Props{}"))
		if c.Model.Scope == model.ScopeTenant {
			body[0] = g.s(`props := $sig.Props{"target": p.Target}`)
		}
		for _, m := range members {
			body = append(body, g.setProp(m)...)
		}
	}
	g.fn(fmt.Sprintf("Instantiate%s registers an instance of %s under name, as Kernel.Instantiate does.", name, name),
		fmt.Sprintf("Instantiate%[1]s(k *$sig.Kernel, name string, %[2]s %[1]sProps) (*$sig.Ref, error)", name, arg),
		append(body, g.s("return k.Instantiate(%s, name, %s)", quote(c.Model.Name), props))...)
	if c.Props != nil {
		g.patterns(c.Props)
		g.decoder(c.Props)
	}
}

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ") }

// setProp puts a field into the untyped properties. What may be missing is left
// out while it has its zero value.
func (g *generator) setProp(m *model.Member) []jen.Code {
	x := "p." + m.GoName
	key := quote(m.Name)
	var body []jen.Code
	if plain, ok := plainProp(m.Ref, x); ok {
		body = []jen.Code{g.s("props[%s] = %s", key, plain)}
	} else {
		body = []jen.Code{g.s("var dst []byte")}
		body = append(body, g.encoded(m.Ref, x)...)
		body = append(body,
			jen.If(g.s("err := e.Err(); err != nil")).Block(g.s("return nil, err")),
			g.s("props[%s] = $abi.Raw(dst)", key))
	}
	if m.Default != nil || m.Optional {
		return []jen.Code{jen.If(g.s("%s", g.notZero(m.Ref, x))).Block(body...)}
	}
	if len(body) > 1 {
		return []jen.Code{jen.Block(body...)}
	}
	return body
}

// plainProp is x as one of the types that untyped properties may have.
func plainProp(r *model.Ref, x string) (string, bool) {
	switch r.Kind {
	case model.KindBool, model.KindInt, model.KindUint, model.KindFloat, model.KindString:
		if r.Named {
			return r.Basic + "(" + x + ")", true
		}
		return x, true
	case model.KindDuration, model.KindTime:
		return x, true
	}
	return "", false
}

// propDefaults are the entries of PropDefaults: the text properties of a component that a map of
// providers may be keyed by.
func propDefaults(c *plan.Component) string {
	if c.Props == nil || len(c.Model.Provides) == 0 {
		return ""
	}
	var out []string
	for _, m := range c.Props.Type.Members {
		if m.Default != nil && m.Ref.Kind == model.KindString {
			out = append(out, quote(m.Name)+": "+m.Default.Go)
		}
	}
	return strings.Join(out, ", ")
}
