package emit

import (
	"fmt"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/sigen-dev/sigen/gen/internal/model"
	"github.com/sigen-dev/sigen/gen/internal/plan"
)

// checkCall is the expression of type *codec.Error that holds the params in a
// variable against their limits; nil when they have none.
func (g *generator) checkCall(r *model.Ref, name string) *jen.Statement {
	switch {
	case !g.plan.Checked(r):
		return nil
	case r.Kind == model.KindStruct || r.Kind == model.KindOneOf:
		return g.s("%s", g.checkOf(r, "&"+name, false))
	}
	body := append(g.checkInside(r, name, "", 0, false), g.s("return nil"))
	return g.s("func() *$codec.Error").Block(body...).Call()
}

// checkOf calls the check of a struct, of which pointer is the address.
func (g *generator) checkOf(r *model.Ref, pointer string, inside bool) string {
	c := g.plan.Codec(r)
	switch {
	case c.Type.Recursive && inside:
		return fmt.Sprintf("%s(%s, depth+1)", c.Check, pointer)
	case c.Type.Recursive:
		return fmt.Sprintf("%s(%s, 0)", c.Check, pointer)
	}
	return fmt.Sprintf("%s(%s)", c.Check, pointer)
}

// checker prints the function that holds a typed value against its limits.
func (g *generator) checker(c *plan.Codec) {
	params := "v *" + c.Type.Type.Expr
	var body []jen.Code
	if c.Type.Recursive {
		params += ", depth int"
		// A value that contains itself has no end.
		body = append(body, jen.If(g.s("depth > $codec.MaxDepth")).Block(g.s("return $codec.TooDeep()")))
	}
	for _, m := range c.Type.Members {
		stmts := g.checkMember(c, m)
		if len(stmts) == 0 {
			continue
		}
		for _, ptr := range pointers("v", m) {
			stmts = []jen.Code{jen.If(g.s("%s != nil", ptr)).Block(stmts...)}
		}
		body = append(body, stmts...)
	}
	g.fn("", c.Check+"("+params+") *$codec.Error", append(body, g.s("return nil"))...)
}

// checkMember holds one member against its limits. What may be missing is not
// held against them while it has its zero value.
func (g *generator) checkMember(c *plan.Codec, m *model.Member) []jen.Code {
	x, r := selector("v", m), m.Ref
	path := ".At(" + quote(m.Name) + ")"
	if r.Kind == model.KindPointer {
		stmts := g.checkValue(c, m, r.Elem, "*"+x, path, c.Type.Recursive)
		for elem := r.Elem; elem.Kind == model.KindPointer && limited(m); elem = elem.Elem {
			x = "*" + x
			stmts = []jen.Code{jen.If(g.s("%s != nil", x)).Block(g.checkValue(c, m, elem.Elem, "*"+x, path, c.Type.Recursive)...)}
		}
		if len(stmts) == 0 {
			return nil
		}
		return []jen.Code{jen.If(g.s("%s != nil", selector("v", m))).Block(stmts...)}
	}
	stmts := g.checkValue(c, m, r, x, path, c.Type.Recursive)
	if len(stmts) > 0 && m.Optional && limited(m) {
		return []jen.Code{jen.If(g.s("%s", g.notZero(r, x))).Block(stmts...)}
	}
	return stmts
}

func (g *generator) checkValue(c *plan.Codec, m *model.Member, r *model.Ref, x, path string, inside bool) []jen.Code {
	var body []jen.Code
	if r.Kind != model.KindPointer {
		for _, check := range checks(c, m, r, x) {
			body = append(body, g.failing(check, path))
		}
	}
	return append(body, g.checkInside(r, x, path, 0, inside)...)
}

func (g *generator) failing(check, path string) *jen.Statement {
	return jen.If(g.s("err := %s; err != nil", check)).Block(g.s("return err%s", path))
}

// checkInside visits the structs in x that have limits; path is what is put in
// front of an error's path on the way out.
func (g *generator) checkInside(r *model.Ref, x, path string, depth int, inside bool) []jen.Code {
	if !g.plan.Checked(r) {
		return nil
	}
	switch r.Kind {
	case model.KindStruct, model.KindOneOf:
		return []jen.Code{g.failing(g.checkOf(r, address(x), inside), path)}
	case model.KindPointer:
		return []jen.Code{jen.If(g.s("%s != nil", x)).Block(g.checkInside(r.Elem, "(*"+x+")", path, depth, inside)...)}
	case model.KindSlice, model.KindArray:
		i := numbered("i", depth)
		if strings.HasPrefix(x, "*") {
			x = "(" + x + ")" // behind a pointer
		}
		return []jen.Code{g.s("for %s := range %s", i, x).Block(
			g.checkInside(r.Elem, x+"["+i+"]", ".AtIndex("+i+")"+path, depth+1, inside)...)}
	case model.KindMap:
		k, elem := numbered("k", depth), numbered("elem", depth)
		at := "string(" + k + ")"
		var text []jen.Code
		switch r.Key.Kind {
		case model.KindInt:
			at = "$strconv.FormatInt(int64(" + k + "), 10)"
		case model.KindUint:
			at = "$strconv.FormatUint(uint64(" + k + "), 10)"
		case model.KindText:
			if r.Key.Basic != "string" {
				text, at = []jen.Code{g.s("text, _ := %s.MarshalText()", k)}, "string(text)"
			}
		}
		inner := g.checkInside(r.Elem, elem, ".At("+at+")"+path, depth+1, inside)
		return []jen.Code{g.s("for %s, %s := range %s", k, elem, x).Block(append(text, inner...)...)}
	}
	return nil
}
