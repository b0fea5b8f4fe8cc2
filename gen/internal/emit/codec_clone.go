package emit

import (
	"fmt"

	"github.com/dave/jennifer/jen"

	"github.com/sigen-dev/sigen/gen/internal/model"
	"github.com/sigen-dev/sigen/gen/internal/plan"
)

// Values are copied where they change hands between tenants. A copy function gets
// its struct by value, which copies everything but what lies behind references, and
// then gives it references of its own: nothing is written for what holds none.

// cross prints a call whose values change hands. It stands apart from the method,
// so that a call within one tenant stays small. The copy is held against the limits
// of the params once more: whoever kept the original can change it after the first look.
func (g *generator) cross(c *plan.Contract, m *plan.Method) {
	if m.Cross == "" {
		return
	}
	params, result := plan.Copied(m.Model.Params), plan.Copied(m.Model.Result)
	head, args := fmt.Sprintf("%s(call *$abi.Call[%s]", m.Cross, implType(c)), "call.Ctx"
	onError, results := "", "error"
	if m.Model.Result != nil {
		onError, results = "r, ", fmt.Sprintf("(r %s, err error)", m.Model.Result.Type.Expr)
	}
	route := quote(c.Model.Name + "." + m.Model.Name)
	body := []jen.Code{g.s("copier := new($codec.Copier)")}
	if m.Model.Params != nil {
		head += ", p " + m.Model.Params.Type.Expr
		args += ", p"
	}
	if params {
		body = append(body, g.clone(m.Model.Params, "p", 0)...)
		body = append(body, jen.If(g.s("err := copier.Err(); err != nil")).Block(g.s("return %s$abi.Invalid(%s, err)", onError, route)))
		if check := g.checkCall(m.Model.Params, "p"); check != nil {
			body = append(body, jen.If(g.s("err :=").Add(check), g.s("err != nil")).Block(g.s("return %s$abi.Invalid(%s, err)", onError, route)))
		}
	}
	call := fmt.Sprintf("call.Impl.%s(%s)", m.Model.GoName, args)
	if !result {
		body = append(body, g.s("return %s", call))
	} else {
		body = append(body, g.s("r, err = %s", call))
		body = append(body, g.clone(m.Model.Result, "r", 0)...)
		body = append(body,
			jen.If(g.s("err == nil")).Block(g.s("err = $abi.Invalid(%s, copier.Err())", route)),
			g.s("return r, err"))
	}
	g.fn("", head+") "+results, body...)
}

// cloner prints the function that copies a struct.
func (g *generator) cloner(c *plan.Codec) {
	t := c.Type
	name := t.Type.Expr
	var body []jen.Code
	if t.Recursive {
		body = append(body, jen.If(g.s("!copier.Enter()")).Block(g.s("return %s{}", name)), g.s("defer copier.Leave()"))
	}
	if t.Hidden {
		body = append(body, g.cloneMembers(t)...)
		g.fn(c.Clone+" makes a copy of what "+t.Type.Name+" carries; its other fields lead to memory of its owner.",
			fmt.Sprintf("%s(v %s, copier *$codec.Copier) (out %s)", c.Clone, name, name), append(body, g.s("return out"))...)
		return
	}
	seen := map[string]bool{}
	for _, m := range t.Members {
		ptrs := pointers("v", m)
		for i, ptr := range ptrs {
			if !seen[ptr] {
				seen[ptr] = true
				body = append(body, g.present(ptrs[:i+1], []jen.Code{g.s("elem := *%s", ptr), g.s("%s = &elem", ptr)})...)
			}
		}
		if plan.Copied(m.Ref) {
			body = append(body, g.present(ptrs, g.clone(m.Ref, selector("v", m), 0))...)
		}
	}
	g.fn("", fmt.Sprintf("%s(v %s, copier *$codec.Copier) %s", c.Clone, name, name), append(body, g.s("return v"))...)
}

// cloneMembers copies the members of v into out, which is zero.
func (g *generator) cloneMembers(t *model.Type) []jen.Code {
	var body []jen.Code
	for _, m := range t.Members {
		var inner []jen.Code
		for _, ptr := range pointers("out", m) {
			inner = append(inner, g.s("$abi.Embedded(&%s)", ptr))
		}
		inner = append(inner, g.s("%s = %s", selector("out", m), selector("v", m)))
		inner = append(inner, g.clone(m.Ref, selector("out", m), 0)...)
		body = append(body, g.present(pointers("v", m), inner)...)
	}
	return body
}

// present is body, under the condition that none of pointers is nil.
func (g *generator) present(pointers []string, body []jen.Code) []jen.Code {
	if len(pointers) == 0 || len(body) == 0 {
		return body
	}
	cond := ""
	for _, ptr := range pointers {
		if cond != "" {
			cond += " && "
		}
		cond += ptr + " != nil"
	}
	return []jen.Code{jen.If(g.s("%s", cond)).Block(body...)}
}

// clone gives the variable x of r memory of its own, down to the last reference.
func (g *generator) clone(r *model.Ref, x string, depth int) []jen.Code {
	if !plan.Copied(r) {
		return nil
	}
	one := func(format string, args ...any) []jen.Code { return []jen.Code{g.s(x+" = "+format, args...)} }
	if r.Clone {
		return one("%s.Clone()", x)
	}
	switch r.Kind {
	case model.KindBytes, model.KindRaw:
		return one("$slices.Clone(%s)", x)
	case model.KindText:
		return one("$codec.CopyText(copier, %s)", x)
	case model.KindJSON:
		return one("$codec.CopyJSON(copier, %s)", x)
	case model.KindProto:
		return one("$protocodec.Clone(%s)", x)
	case model.KindStruct, model.KindOneOf:
		return one("%s(%s, copier)", g.plan.Codec(r).Clone, x)
	case model.KindPointer:
		elem := numbered("elem", depth)
		body := append([]jen.Code{g.s("%s := *%s", elem, x)}, g.clone(r.Elem, elem, depth+1)...)
		return []jen.Code{jen.If(g.s("%s != nil", x)).Block(append(body, g.s("%s = &%s", x, elem))...)}
	case model.KindSlice:
		return append(one("$slices.Clone(%s)", x), g.cloneElems(r, x, depth)...)
	case model.KindArray:
		return g.cloneElems(r, x, depth)
	case model.KindMap:
		return g.cloneMap(r, x, depth)
	}
	panic("emit: no copy for kind " + string(r.Kind))
}

func (g *generator) cloneElems(r *model.Ref, x string, depth int) []jen.Code {
	if !plan.Copied(r.Elem) {
		return nil
	}
	i := numbered("i", depth)
	return []jen.Code{g.s("for %s := range %s", i, x).Block(g.clone(r.Elem, x+"["+i+"]", depth+1)...)}
}

func (g *generator) cloneMap(r *model.Ref, x string, depth int) []jen.Code {
	if !plan.Copied(r.Key) && !plan.Copied(r.Elem) {
		return []jen.Code{g.s("%[1]s = $maps.Clone(%[1]s)", x)}
	}
	m, k, elem := numbered("m", depth), numbered("k", depth), numbered("elem", depth)
	body := append(g.clone(r.Key, k, depth+1), g.clone(r.Elem, elem, depth+1)...)
	return []jen.Code{jen.If(g.s("%s != nil", x)).Block(
		g.s("%s := make(%s, len(%s))", m, r.Type.Expr, x),
		g.s("for %s, %s := range %s", k, elem, x).Block(append(body, g.s("%s[%s] = %s", m, k, elem))...),
		g.s("%s = %s", x, m))}
}
