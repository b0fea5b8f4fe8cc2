package emit

import (
	"fmt"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/sigen-dev/sigen/gen/internal/plan"
)

// clients prints the three types by which a route is called: by components, by
// the host, by admin components. Each lets through what its holder may do.
func (g *generator) clients(c *plan.Contract) {
	name := c.Model.Type.Name
	impl := implType(c)
	client := "$abi.Client[" + impl + "]"

	g.add(prose(fmt.Sprintf("%sClient calls %s as the component that required it. Its zero value is denied everything. It is safe for concurrent use.", name, name)),
		g.s("type %sClient struct{ client %s }", name, client))
	for _, m := range c.Methods {
		if m.Model.Stream {
			g.streamMethod(c, m)
		} else {
			g.clientMethod(c, m)
		}
	}
	for _, m := range c.Methods {
		if !m.Model.Stream {
			g.send(c, m)
			g.cross(c, m)
			continue
		}
		g.streamSend(c, m)
		if m.Cross != "" {
			g.streamCross(c, m)
		}
	}

	host := name + "HostClient"
	if c.NoTarget {
		g.add(prose(fmt.Sprintf("%s calls %s from host code. It is safe for concurrent use.", host, name)),
			g.s("type %s struct{ %sClient }", host, name))
		g.fn(fmt.Sprintf("New%sClient makes the client of host code.", name),
			fmt.Sprintf("New%sClient(k *$sig.Kernel) %s", name, host),
			g.s("return %s{%sClient{client: $abi.HostClient[%s](k, %s, \"\")}}", host, name, impl, c.Var))
	} else {
		g.add(prose(fmt.Sprintf("%s makes clients of %s for host code, which names the target.", host, name)),
			g.s("type %s struct{ kernel *$sig.Kernel }", host))
		g.fn(fmt.Sprintf("New%sClient makes the client of host code; its Target yields the one that calls.", name),
			fmt.Sprintf("New%sClient(k *$sig.Kernel) %s", name, host),
			g.s("return %s{kernel: k}", host))
		g.fn("Target returns the client that calls the tenant of that name.",
			fmt.Sprintf("(h %s) Target(name string) %sClient", host, name),
			g.s("return %sClient{client: $abi.HostClient[%s](h.kernel, %s, name)}", name, impl, c.Var))
	}

	admin := name + "AdminClient"
	g.add(prose(fmt.Sprintf("%s makes clients of %s for admin components. Every call needs sig.Reason and is audited before it is made.", admin, name)),
		g.s("type %s struct{ access $abi.AdminAccess[%s] }", admin, impl))
	g.fn("Target returns the client that calls the tenant of that name.",
		fmt.Sprintf("(a %s) Target(name string) %sClient", admin, name),
		g.s("return %sClient{client: a.access.Target(name)}", name))

	g.fn(fmt.Sprintf("New%sClientFor makes the client of the instance that mounts; generated code calls it.", name),
		fmt.Sprintf("New%sClientFor(m *$abi.Mount) %sClient", name, name),
		g.s("return %sClient{client: $abi.NewClient[%s](m, %s)}", name, impl, c.Var))
	g.fn(fmt.Sprintf("New%sFor makes the client of the admin instance that mounts; generated code calls it.", admin),
		fmt.Sprintf("New%[1]sFor(m *$abi.Mount) %[1]s", admin),
		g.s("return %s{access: $abi.NewAdminAccess[%s](m, %s)}", admin, impl, c.Var))
}

// clientHead is a client method's parameters and results.
func clientHead(m *plan.Method) string {
	head := "ctx $context.Context"
	if m.Model.Params != nil {
		head += ", p " + m.Model.Params.Type.Expr
	}
	return head
}

func (g *generator) clientMethod(c *plan.Contract, m *plan.Method) {
	zero, results := "", "(err error)"
	if m.Model.Result != nil {
		zero, results = "r, ", fmt.Sprintf("(r %s, err error)", m.Model.Result.Type.Expr)
	}
	var body []jen.Code
	if m.Model.Params != nil {
		if check := g.checkCall(m.Model.Params, "p"); check != nil {
			body = append(body, jen.If(g.s("err :=").Add(check), g.s("err != nil")).Block(
				g.s("return %s$abi.Invalid(%s, err)", zero, quote(c.Model.Name+"."+m.Model.Name))))
		}
	}
	args := ""
	if m.Model.Params != nil {
		args = ", p"
	}
	body = append(body,
		g.s("var call $abi.Call[%s]", implType(c)),
		jen.If(g.s("err := c.client.Begin(ctx, &call, %s); err != nil", m.Index)).Block(g.s("return %serr", zero)),
		g.s("defer call.End(&err)"),
		jen.If(g.s("call.Remote()")).Block(g.s("return %s(&call%s)", m.Send, args)),
	)
	if m.Cross != "" {
		body = append(body, jen.If(g.s("call.Crosses(c.client)")).Block(g.s("return %s(&call%s)", m.Cross, args)))
	}
	body = append(body,
		g.s("return call.Impl.%s(call.Ctx%s)", m.Model.GoName, args),
	)
	g.fn(methodDoc(c, m), fmt.Sprintf("(c %sClient) %s(%s) %s", c.Model.Type.Name, m.Model.GoName, clientHead(m), results), body...)
}

// methodDoc is the runnable's own doc comment, or what its directive says.
func methodDoc(c *plan.Contract, m *plan.Method) string {
	name := m.Model.GoName
	switch {
	case strings.HasPrefix(m.Model.Doc, name+" "):
		return m.Model.Doc
	case m.Model.Doc != "":
		return name + ": " + m.Model.Doc
	}
	doc := name + " calls " + c.Model.Name + "." + m.Model.Name
	if m.Model.Desc != "" {
		return doc + ": " + strings.TrimSuffix(m.Model.Desc, ".") + "."
	}
	return doc + "."
}

// send prints how a call leaves the process, apart from the method so that a local call stays small.
func (g *generator) send(c *plan.Contract, m *plan.Method) {
	onError, results := "", "error"
	if m.Model.Result != nil {
		onError, results = "r, ", fmt.Sprintf("(r %s, err error)", m.Model.Result.Type.Expr)
	}
	head := fmt.Sprintf("%s(call *$abi.Call[%s]", m.Send, implType(c))
	var body []jen.Code
	in := "nil"
	if m.Model.Params != nil {
		head += ", p " + m.Model.Params.Type.Expr
		in = "dst"
		body = append(body, g.s("var dst []byte"))
		body = append(body, g.encoded(m.Model.Params, "p")...)
		body = append(body, jen.If(g.s("err := e.Err(); err != nil")).Block(g.s("return %serr", onError)))
	}
	if m.Model.Result == nil {
		body = append(body, g.s("_, err := call.Send(%s)", in), g.s("return err"))
	} else {
		body = append(body,
			g.s("out, err := call.Send(%s)", in),
			jen.If(g.s("err != nil")).Block(g.s("return r, err")),
			g.s("dec := $codec.NewDecoder(out, $codec.Lenient)"),
			g.s("d := &dec"))
		body = append(body, g.decode(m.Model.Result, "r", 0)...)
		body = append(body, g.s("return r, d.Finish()"))
	}
	g.fn("", head+") "+results, body...)
}
