package emit

import (
	"fmt"

	"github.com/dave/jennifer/jen"

	"github.com/sigen-dev/sigen/gen/internal/model"
	"github.com/sigen-dev/sigen/gen/internal/plan"
)

// The variants of a //sig:oneof interface are its type's members: the name is that
// of the tag, the ref that of a struct, or a pointer to one where only the
// pointer implements the interface.

// variantOf is the struct of a variant, and whether the interface holds a pointer to it alone.
func variantOf(m *model.Member) (r *model.Ref, pointer bool) {
	if m.Ref.Kind == model.KindPointer {
		return m.Ref.Elem, true
	}
	return m.Ref, false
}

// variants prints a switch over the dynamic type of x; one makes the body for a value
// whose address or name v is, by pointer or not.
func (g *generator) variants(c *plan.Codec, x string, none []jen.Code, one func(m *model.Member, r *model.Ref, pointer bool) []jen.Code, other []jen.Code) *jen.Statement {
	var cases []jen.Code
	if none != nil {
		cases = append(cases, jen.Case(g.s("nil")).Block(none...))
	}
	for _, m := range c.Type.Members {
		r, pointer := variantOf(m)
		if !pointer {
			cases = append(cases, jen.Case(g.s("%s", r.Type.Expr)).Block(one(m, r, false)...))
		}
		cases = append(cases, jen.Case(g.s("*%s", r.Type.Expr)).Block(one(m, r, true)...))
	}
	if other != nil {
		cases = append(cases, jen.Default().Block(other...))
	}
	return jen.Switch(g.s("v := %s.(type)", x)).Block(cases...)
}

// oneofCodec prints the functions of a sum type.
func (g *generator) oneofCodec(c *plan.Codec) {
	if c.Keys != "" {
		g.oneofKeys(c)
	}
	if c.Decode != "" {
		g.oneofDecoder(c)
	}
	if c.Append != "" {
		g.oneofEncoder(c)
	}
	if c.Check != "" {
		g.oneofChecker(c)
	}
	if c.Clone != "" {
		g.oneofCloner(c)
	}
}

func (g *generator) oneofDecoder(c *plan.Codec) {
	t := c.Type
	var cases []jen.Code
	for _, m := range t.Members {
		r, pointer := variantOf(m)
		value := "elem"
		if pointer {
			value = "&elem"
		}
		cases = append(cases, jen.Case(g.s("%s", quote(m.Name))).Block(
			g.s("var elem %s", r.Type.Expr),
			g.s("%s(d, &elem)", g.plan.Codec(r).Decode),
			g.s("*v = %s", value)))
	}
	g.fn("", fmt.Sprintf("%s(d *$codec.Decoder, v *%s)", c.Decode, t.Type.Expr),
		g.s("*v = nil"),
		jen.If(g.s("d.Null()")).Block(g.s("return")),
		g.s("k, outer := d.Variant(%s, %s)", quote(t.OneOf), c.Keys),
		jen.Switch(g.s("k")).Block(cases...),
		g.s("d.EndVariant(outer)"))
}

func (g *generator) oneofKeys(c *plan.Codec) {
	list := ""
	for i, m := range c.Type.Members {
		if i > 0 {
			list += ", "
		}
		list += quote(m.Name)
	}
	g.add(g.s("var %s = []string{%s}", c.Keys, list))
}

func (g *generator) oneofEncoder(c *plan.Codec) {
	t := c.Type
	null := g.s(`return append(dst, "null"...)`)
	var body []jen.Code
	if t.Recursive {
		body = append(body, jen.If(g.s("!e.Enter(dst)")).Block(null), g.s("defer e.Leave()"))
	}
	body = append(body, g.variants(c, "(*v)", []jen.Code{null}, func(m *model.Member, r *model.Ref, pointer bool) []jen.Code {
		tag := quote(jsonKey(t.OneOf) + ":" + jsonKey(m.Name))
		if pointer {
			return []jen.Code{jen.If(g.s("v == nil")).Block(null), g.s("return $codec.AppendVariant(%s(dst, v, e), len(dst), %s)", g.plan.Codec(r).Append, tag)}
		}
		return []jen.Code{g.s("return $codec.AppendVariant(%s(dst, &v, e), len(dst), %s)", g.plan.Codec(r).Append, tag)}
	}, nil))
	body = append(body, g.s("return e.NoVariant(dst, %s)", c.Keys))
	g.fn("", fmt.Sprintf("%s(dst []byte, v *%s, e *$codec.Encoder) []byte", c.Append, t.Type.Expr), body...)
}

func (g *generator) oneofChecker(c *plan.Codec) {
	t := c.Type
	params := "v *" + t.Type.Expr
	var body []jen.Code
	if t.Recursive {
		params += ", depth int"
		body = append(body, jen.If(g.s("depth > $codec.MaxDepth")).Block(g.s("return $codec.TooDeep()")))
	}
	var cases []jen.Code
	for _, m := range t.Members {
		r, pointer := variantOf(m)
		if !g.plan.Checked(r) {
			continue
		}
		if !pointer {
			cases = append(cases, jen.Case(g.s("%s", r.Type.Expr)).Block(g.s("return %s", g.checkOf(r, "&v", t.Recursive))))
		}
		cases = append(cases, jen.Case(g.s("*%s", r.Type.Expr)).Block(
			jen.If(g.s("v != nil")).Block(g.s("return %s", g.checkOf(r, "v", t.Recursive)))))
	}
	if len(cases) > 0 {
		body = append(body, jen.Switch(g.s("v := (*v).(type)")).Block(cases...))
	}
	g.fn("", c.Check+"("+params+") *$codec.Error", append(body, g.s("return nil"))...)
}

func (g *generator) oneofCloner(c *plan.Codec) {
	t := c.Type
	var body []jen.Code
	if t.Recursive {
		body = append(body, jen.If(g.s("!copier.Enter()")).Block(g.s("return nil")), g.s("defer copier.Leave()"))
	}
	body = append(body, g.variants(c, "v", []jen.Code{g.s("return nil")}, func(m *model.Member, r *model.Ref, pointer bool) []jen.Code {
		x := "v"
		var out []jen.Code
		if pointer {
			x = "elem"
			out = append(out, jen.If(g.s("v == nil")).Block(g.s("return v")), g.s("elem := *v"))
		}
		out = append(out, g.clone(r, x, 1)...)
		if pointer {
			return append(out, g.s("return &elem"))
		}
		return append(out, g.s("return v"))
	}, nil))
	names := c.Keys
	if names == "" {
		names = "nil"
	}
	body = append(body, g.s("copier.NoVariant(%s)", names), g.s("return nil"))
	g.fn("", fmt.Sprintf("%s(v %s, copier *$codec.Copier) %s", c.Clone, t.Type.Expr, t.Type.Expr), body...)
}
