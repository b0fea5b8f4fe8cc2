package emit

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/sigen-dev/sigen/gen/internal/model"
	"github.com/sigen-dev/sigen/gen/internal/plan"
)

// words are the basic types whose values a cell holds in place.
var words = strings.Fields("bool int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 float32 float64")

func isWord(t model.TypeRef) bool {
	for _, w := range words {
		if t.Expr == w {
			return true
		}
	}
	return false
}

// cellType is the type of a cell of the instance struct.
func cellType(c *plan.Cell) string {
	switch c.Kind {
	case plan.CellSettings:
		return "$reactive.Field[" + c.Field.Type.Expr + "]"
	case plan.CellConfig, plan.CellCreds:
		return "$reactive.Field[uint64]"
	case plan.CellSignal:
		return "$reactive.Field[" + c.Signal.Elem.Type.Expr + "]"
	case plan.CellEffect:
		return "$reactive.Reaction"
	}
	switch t := c.Computed.Result; {
	case c.Computed.Dynamic:
		return "$reactive.Dynamic[" + t.Expr + "]"
	case isWord(t):
		return "$reactive.WordValue[" + t.Expr + "]"
	default:
		return "$reactive.Value[" + t.Expr + "]"
	}
}

// graph prints which cells an instance has and what each of them reads.
func (g *generator) graph(c *plan.Component) {
	var b strings.Builder
	fmt.Fprintf(&b, "var %s = $reactive.NewPlan[%s](\n", c.Plan, c.Instance)
	for i, cell := range c.Cells {
		b.WriteString(g.node(c, cell, i))
	}
	b.WriteString(")")
	g.add(prose(fmt.Sprintf("%s says what each cell of a %s reads, by the number of what it reads.", c.Plan, c.Model.Type.Name)), g.s("%s", b.String()))
}

func (g *generator) node(c *plan.Component, cell *plan.Cell, index int) string {
	var b strings.Builder
	inst := c.Instance
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	open := func(kind, typ, name string) {
		if typ != "" {
			typ = ", " + typ
		}
		line("$reactive.%s[%s%s]{ // %d", kind, inst, typ, index)
		line("Name: %s,", quote(c.Model.Type.Name+"."+name))
		at := "&i." + cell.Name
		if cell.Kind == plan.CellSignal {
			at = "i.self." + name + ".Field()"
		}
		line("Cell: func(i *%s) *%s { return %s },", inst, cellType(cell), at)
	}
	switch cell.Kind {
	case plan.CellSettings:
		open("FieldNode", cell.Field.Type.Expr, cell.Field.GoName)
		b.WriteString(sourceEqual(cell.Field.Type, cell.Field.Compare))
	case plan.CellConfig, plan.CellCreds:
		open("FieldNode", "uint64", string(cell.Kind))
	case plan.CellSignal:
		open("FieldNode", cell.Signal.Elem.Type.Expr, cell.Signal.GoName)
		b.WriteString(sourceEqual(cell.Signal.Elem.Type, cell.Signal.Compare))
	case plan.CellComputed:
		g.computedNode(&b, c, cell, open)
	case plan.CellEffect:
		open("ReactionNode", "", cell.Effect.GoName)
		arg := "_"
		call := "()"
		if cell.Effect.TakesCtx {
			arg, call = "ctx", "(ctx)"
		}
		line("Run: func(%s $context.Context, i *%s) error { return i.self.%s%s },", arg, inst, cell.Effect.GoName, call)
		if cell.Effect.Supersede {
			line("Supersede: true,")
		}
	}
	if len(cell.Reads) > 0 {
		reads := make([]string, len(cell.Reads))
		for i, r := range cell.Reads {
			reads[i] = strconv.Itoa(r)
		}
		line("Reads: []int32{%s},", strings.Join(reads, ", "))
	}
	line("},")
	return b.String()
}

func (g *generator) computedNode(b *strings.Builder, c *plan.Component, cell *plan.Cell, open func(kind, typ, name string)) {
	comp := cell.Computed
	t := comp.Result.Expr
	kind, params, args := "ValueNode", "i *"+c.Instance, "()"
	switch {
	case comp.Dynamic:
		kind, params, args = "DynamicNode", params+", t *$reactive.Tracker", "(t)"
	case isWord(comp.Result):
		kind = "WordNode"
	}
	open(kind, t, comp.Accessor)
	value := "i.self." + comp.GoName + args
	if !comp.HasError {
		value += ", nil"
	}
	fmt.Fprintf(b, "Compute: func(%s) (%s, error) { return %s },\n", params, t, value)
	if kind != "WordNode" {
		b.WriteString(equal(comp.Result, comp.Compare))
	}
}

// equal is the line of a node that says which values count as the same.
func equal(t model.TypeRef, c model.Compare) string {
	switch c {
	case model.CompareOperator, model.CompareFloat:
		return "Equal: $reactive.Same[" + t.Expr + "],\n"
	case model.CompareEqual:
		return fmt.Sprintf("Equal: func(a, b %s) bool { return a.Equal(b) },\n", t.Expr)
	}
	return ""
}

// sourceEqual is equal of a source, with the hash that spares a write most looks at the value before.
func sourceEqual(t model.TypeRef, c model.Compare) string {
	lines := equal(t, c)
	if c == model.CompareOperator || c == model.CompareFloat {
		lines += "Hash: $reactive.Hash[" + t.Expr + "],\n"
	}
	return lines
}

// accessors print the methods by which computed values are read. Without a
// kernel they compute.
func (g *generator) accessors(c *plan.Component) {
	name := c.Model.Type.Name
	for _, cell := range c.Cells {
		if cell.Kind != plan.CellComputed {
			continue
		}
		comp := cell.Computed
		args, results := "", comp.Result.Expr
		doc := fmt.Sprintf("%s is %s, cached until something that it reads changes.", comp.Accessor, comp.GoName)
		if comp.Dynamic {
			args = "nil"
		}
		hit, miss := "v", []jen.Code{
			g.s("v, err := i.%s.Get(&i.Cells)", cell.Name),
			jen.If(g.s("err != nil")).Block(g.s("panic($abi.Failed(&c.Instance, %s, err))", quote(comp.Accessor))),
			g.s("return v"),
		}
		if comp.HasError {
			results = "(" + results + ", error)"
			hit, miss = "v, nil", []jen.Code{g.s("return i.%s.Get(&i.Cells)", cell.Name)}
		}
		body := append([]jen.Code{
			g.s("i, ok := $abi.StateOf(&c.Instance).(*%s)", c.Instance),
			jen.If(g.s("!ok")).Block(g.s("return c.%s(%s)", comp.GoName, args)),
			jen.If(g.s("v, ok := i.%s.Load(&i.Cells); ok", cell.Name)).Block(g.s("return %s", hit)),
		}, miss...)
		g.fn(doc, fmt.Sprintf("(c *%s) %s() %s", name, comp.Accessor, results), body...)
	}
}
