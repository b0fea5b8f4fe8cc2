package emit

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/dave/jennifer/jen"

	"github.com/sigen-dev/sigen/gen/internal/model"
	"github.com/sigen-dev/sigen/gen/internal/plan"
)

// contract prints the indexes of a route's runnables, its table, and how each is called.
func (g *generator) contract(c *plan.Contract) {
	name := c.Model.Type.Name
	indexes := make([]jen.Code, len(c.Methods))
	for i, m := range c.Methods {
		indexes[i] = g.s("%s", m.Index)
		if i == 0 {
			indexes[i] = g.s("%s = iota", m.Index)
		}
	}
	g.add(comment("The indexes of "+name+"'s runnables."), jen.Const().Defs(indexes...))

	var b strings.Builder
	fmt.Fprintf(&b, "var %s = &$abi.Contract{\nName: %s,\nType: %s,\nMethods: []$abi.Method{\n", c.Var, quote(c.Model.Name), quote(qualified(c.Model.Type)))
	for _, m := range c.Methods {
		fmt.Fprintf(&b, "%s: {\nName: %s,\n", m.Index, quote(m.Model.Name))
		if m.Model.Desc != "" {
			fmt.Fprintf(&b, "Desc: %s,\n", quote(m.Model.Desc))
		}
		if m.Model.TimeoutNS > 0 {
			fmt.Fprintf(&b, "Timeout: %s,\n", duration(m.Model.TimeoutNS))
		}
		if l := m.Model.Limit; l != (model.Limit{}) {
			fmt.Fprintf(&b, "Limit: &$abi.Limit{%s},\n", limitFields(l))
		}
		if m.Model.Idempotent {
			b.WriteString("Idempotent: true,\n")
		}
		if m.Model.Destructive {
			b.WriteString("Destructive: true,\n")
		}
		fmt.Fprintf(&b, "Call: %s,\nCallJSON: %s,\n", m.Call, m.CallJSON)
		if m.StreamJSON != "" {
			fmt.Fprintf(&b, "StreamJSON: %s,\n", m.StreamJSON)
		}
		b.WriteString("},\n")
	}
	b.WriteString("},\n}")
	g.add(comment(c.Var+" is the route "+c.Model.Name+" and its runnables."), g.s("%s", b.String()))

	for _, m := range c.Methods {
		if m.Model.Stream {
			g.streamCall(c, m)
			g.streamCallJSON(m)
			g.streamJSON(c, m)
			continue
		}
		g.call(c, m)
		g.callJSON(c, m)
	}
}

// qualified is a type's import path and name.
func qualified(t model.TypeRef) string { return t.PkgPath + "." + t.Name }

// implType is what a route's calls are made on: the interface, or a pointer to the struct.
func implType(c *plan.Contract) string {
	if c.Model.Interface {
		return c.Model.Type.Expr
	}
	return "*" + c.Model.Type.Expr
}

// params are the statements that decode params, and what they are passed as.
func (g *generator) params(m *plan.Method, onError string) (body []jen.Code, args string) {
	return g.paramsOr(m, g.s("return %s, err", onError))
}

// paramsOr is params with what is done when they do not fit.
func (g *generator) paramsOr(m *plan.Method, failed *jen.Statement) (body []jen.Code, args string) {
	if m.Model.Params == nil {
		body, args = []jen.Code{g.s("d.NoParams()")}, "ctx"
	} else {
		body, args = g.declare("p", m.Model.Params), "ctx, p"
	}
	return append(body, jen.If(g.s("err := d.Finish(); err != nil")).Block(failed)), args
}

// declare declares a variable and decodes it.
func (g *generator) declare(name string, r *model.Ref) []jen.Code {
	return append([]jen.Code{g.s("var %s %s", name, r.Type.Expr)}, g.decode(r, name, 0)...)
}

func (g *generator) call(c *plan.Contract, m *plan.Method) {
	body, args := g.params(m, "nil")
	if m.Model.Result == nil {
		body = append(body, g.s("return nil, impl.(%s).%s(%s)", implType(c), m.Model.GoName, args))
	} else if !plan.Copied(m.Model.Result) {
		body = append(body, g.s("return impl.(%s).%s(%s)", implType(c), m.Model.GoName, args))
	} else {
		// Whoever calls by name is no instance of the tenant.
		body = append(body,
			g.s("r, err := impl.(%s).%s(%s)", implType(c), m.Model.GoName, args),
			jen.If(g.s("err != nil")).Block(g.s("return nil, err")),
			g.s("copier := new($codec.Copier)"))
		body = append(body, g.clone(m.Model.Result, "r", 0)...)
		body = append(body, g.s("return r, $abi.Invalid(%s, copier.Err())", quote(c.Model.Name+"."+m.Model.Name)))
	}
	g.fn("", m.Call+"(ctx $context.Context, impl any, d *$codec.Decoder) (any, error)", body...)
}

func (g *generator) callJSON(c *plan.Contract, m *plan.Method) {
	body, args := g.params(m, "dst")
	call := fmt.Sprintf("impl.(%s).%s(%s)", implType(c), m.Model.GoName, args)
	if m.Model.Result == nil {
		body = append(body,
			jen.If(g.s("err := %s; err != nil", call)).Block(g.s("return dst, err")),
			g.s(`return append(dst, "null"...), nil`))
	} else {
		body = append(body,
			g.s("r, err := %s", call),
			jen.If(g.s("err != nil")).Block(g.s("return dst, err")))
		body = append(body, g.encoded(m.Model.Result, "r")...)
		body = append(body, g.s("return dst, e.Err()"))
	}
	g.fn("", m.CallJSON+"(ctx $context.Context, impl any, d *$codec.Decoder, dst []byte) ([]byte, error)", body...)
}

// encoded makes an encoder e and appends the variable name to dst with it.
func (g *generator) encoded(r *model.Ref, name string) []jen.Code {
	return append([]jen.Code{g.s("e := $codec.NewEncoder(dst)")}, g.encode(r, name, "&e", 0)...)
}

// contractValue prints what host code and lists find a contract by.
func (g *generator) contractValue(c *plan.Contract) {
	name := c.Model.Type.Name
	g.add(prose(name+"Contract identifies "+name+": to sig.Require, and to components that require or provide it."),
		g.s("var %[1]sContract = $abi.NewContract(%[2]s, func(c $abi.Client[%[3]s]) %[3]s { return %[1]sClient{client: c} })", name, c.Var, c.Model.Type.Expr))
}

// duration writes nanoseconds in the largest unit that divides them.
func duration(ns int64) string {
	for _, u := range []struct {
		d    time.Duration
		name string
	}{{time.Hour, "Hour"}, {time.Minute, "Minute"}, {time.Second, "Second"}, {time.Millisecond, "Millisecond"}, {time.Microsecond, "Microsecond"}} {
		switch n := ns / int64(u.d); {
		case ns%int64(u.d) != 0 || ns == 0:
		case n == 1:
			return "$time." + u.name
		default:
			return strconv.FormatInt(n, 10) + " * $time." + u.name
		}
	}
	return strconv.FormatInt(ns, 10)
}

// limitFields prints what limit= says.
func limitFields(l model.Limit) string {
	var parts []string
	add := func(field, value string, zero bool) {
		if !zero {
			parts = append(parts, field+": "+value)
		}
	}
	for _, f := range []struct {
		name string
		n    int
	}{{"Rate", l.Rate}, {"Burst", l.Burst}, {"Concurrency", l.Concurrency}, {"Queue", l.Queue}, {"Result", l.Result}} {
		add(f.name, strconv.Itoa(f.n), f.n == 0)
	}
	add("Per", duration(l.PerNS), l.PerNS == 0)
	add("Deadline", duration(l.DeadlineNS), l.DeadlineNS == 0)
	return strings.Join(parts, ", ")
}
