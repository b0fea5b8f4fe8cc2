package emit

import (
	"fmt"

	"github.com/dave/jennifer/jen"

	"github.com/sigen-dev/sigen/gen/internal/model"
	"github.com/sigen-dev/sigen/gen/internal/plan"
)

// A stream is a runnable that returns iter.Seq2[R, error]. A client's iterator is
// one call each time that it is ranged over, and holds it until the iteration ends.
// Called by name, a stream is answered whole; from another process it comes element by
// element over transports that can, and whole over others.

// seqOf is the type of a stream of r.
func seqOf(r *model.Ref) string { return "$iter.Seq2[" + r.Type.Expr + ", error]" }

func (g *generator) streamMethod(c *plan.Contract, m *plan.Method) {
	r := m.Model.Result
	elem := r.Type.Expr
	var body []jen.Code
	args := ""
	if m.Model.Params != nil {
		args = ", p"
		if check := g.checkCall(m.Model.Params, "p"); check != nil {
			body = append(body, jen.If(g.s("err :=").Add(check), g.s("err != nil")).Block(
				g.s("yield(*new(%s), $abi.Invalid(%s, err))", elem, quote(c.Model.Name+"."+m.Model.Name)),
				g.s("return")))
		}
	}
	open := []jen.Code{jen.If(g.s("call.Remote()")).Block(g.s("return %s(&call%s)", m.Send, args))}
	if m.Cross != "" {
		open = append(open, jen.If(g.s("call.Crosses(c.client)")).Block(g.s("return %s(&call%s)", m.Cross, args)))
	}
	open = append(open, g.s("return call.Impl.%s(call.Ctx%s)", m.Model.GoName, args))
	body = append(body,
		g.s("var call $abi.Call[%s]", implType(c)),
		jen.If(g.s("err := c.client.Begin(ctx, &call, %s); err != nil", m.Index)).Block(
			g.s("yield(*new(%s), err)", elem),
			g.s("return")),
		g.s("$abi.Stream(&call, func() %s", seqOf(r)).Block(open...).Op(", yield)"))
	g.fn(methodDoc(c, m), fmt.Sprintf("(c %sClient) %s(%s) %s", c.Model.Type.Name, m.Model.GoName, clientHead(m), seqOf(r)),
		g.s("return func(yield func(%s, error) bool)", elem).Block(body...))
}

// streamSend prints how a stream is called in another process.
func (g *generator) streamSend(c *plan.Contract, m *plan.Method) {
	r := m.Model.Result
	failed := func(err string) *jen.Statement { return g.s("return $abi.FailedStream[%s](%s)", r.Type.Expr, err) }
	head := fmt.Sprintf("%s(call *$abi.Call[%s]", m.Send, implType(c))
	var body []jen.Code
	in := "nil"
	if m.Model.Params != nil {
		head += ", p " + m.Model.Params.Type.Expr
		in = "dst"
		body = append(body, g.s("var dst []byte"))
		body = append(body, g.encoded(m.Model.Params, "p")...)
		body = append(body, jen.If(g.s("err := e.Err(); err != nil")).Block(failed("err")))
	}
	read := append(g.declare("r", r), g.s("return r"))
	body = append(body, g.s("return $abi.RemoteStream(call, %s, func(d *$codec.Decoder) %s", in, r.Type.Expr).Block(read...).Op(")"))
	g.fn("", head+") "+seqOf(r), body...)
}

// copied is a function that gives an element memory of its own, "nil" when it holds none.
func (g *generator) copied(c *plan.Contract, m *plan.Method) *jen.Statement {
	r := m.Model.Result
	if !plan.Copied(r) {
		return g.s("nil")
	}
	body := []jen.Code{g.s("copier := new($codec.Copier)"), g.s("elem := *r")}
	body = append(body, g.clone(r, "elem", 1)...)
	body = append(body, g.s("*r = elem"), g.s("return $abi.Invalid(%s, copier.Err())", quote(c.Model.Name+"."+m.Model.Name)))
	return g.s("func(r *%s) error", r.Type.Expr).Block(body...)
}

// streamCross prints a stream whose values change hands between tenants.
func (g *generator) streamCross(c *plan.Contract, m *plan.Method) {
	r, params := m.Model.Result, m.Model.Params
	route := quote(c.Model.Name + "." + m.Model.Name)
	head, args := fmt.Sprintf("%s(call *$abi.Call[%s]", m.Cross, implType(c)), "call.Ctx"
	var body []jen.Code
	if params != nil {
		head += ", p " + params.Type.Expr
		args += ", p"
	}
	if plan.Copied(params) {
		failed := g.s("return $abi.FailedStream[%s]($abi.Invalid(%s, err))", r.Type.Expr, route)
		body = append(body, g.s("copier := new($codec.Copier)"))
		body = append(body, g.clone(params, "p", 0)...)
		body = append(body, jen.If(g.s("err := copier.Err(); err != nil")).Block(failed))
		if check := g.checkCall(params, "p"); check != nil {
			body = append(body, jen.If(g.s("err :=").Add(check), g.s("err != nil")).Block(failed))
		}
	}
	call := fmt.Sprintf("call.Impl.%s(%s)", m.Model.GoName, args)
	if plan.Copied(r) {
		body = append(body, g.s("return $abi.CopiedStream(%s, ", call).Add(g.copied(c, m)).Op(")"))
	} else {
		body = append(body, g.s("return %s", call))
	}
	g.fn("", head+") "+seqOf(r), body...)
}

// streamCall prints what serves a stream by name: the slice of all its elements.
func (g *generator) streamCall(c *plan.Contract, m *plan.Method) {
	body, args := g.params(m, "nil")
	body = append(body, g.s("return $abi.CollectStream(impl.(%s).%s(%s), ", implType(c), m.Model.GoName, args).Add(g.copied(c, m)).Op(")"))
	g.fn("", m.Call+"(ctx $context.Context, impl any, d *$codec.Decoder) (any, error)", body...)
}

// streamCallJSON prints the same as a JSON array.
func (g *generator) streamCallJSON(m *plan.Method) {
	g.fn("", m.CallJSON+"(ctx $context.Context, impl any, d *$codec.Decoder, dst []byte) ([]byte, error)",
		g.s("return $abi.JoinStream(dst, %s(ctx, impl, d))", m.StreamJSON))
}

// streamJSON prints what serves a stream to whoever takes it element by element.
func (g *generator) streamJSON(c *plan.Contract, m *plan.Method) {
	body, args := g.paramsOr(m, g.s("return $abi.FailedStream[[]byte](err)"))
	add := append(g.encoded(m.Model.Result, "r"), g.s("return dst, e.Err()"))
	body = append(body, g.s("return $abi.EncodeStream(impl.(%s).%s(%s), func(dst []byte, r %s) ([]byte, error)",
		implType(c), m.Model.GoName, args, m.Model.Result.Type.Expr).Block(add...).Op(")"))
	g.fn("", m.StreamJSON+"(ctx $context.Context, impl any, d *$codec.Decoder) $iter.Seq2[[]byte, error]", body...)
}
