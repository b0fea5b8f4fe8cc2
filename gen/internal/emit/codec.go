package emit

import (
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/sigen-dev/sigen/gen/internal/model"
	"github.com/sigen-dev/sigen/gen/internal/plan"
)

// codecs prints the functions of every struct that is carried. One that another
// package declares gets its codec here too, under a local name: that package need
// not be generated, and no generated function is part of anybody's API for it.
func (g *generator) codecs() {
	if len(g.plan.Model.Aliases) > 0 {
		g.heading("names for struct types that have none")
		for _, a := range g.plan.Model.Aliases {
			g.alias(a)
		}
	}
	for _, c := range g.plan.Codecs {
		if c.Decode == "" && c.Append == "" && c.Check == "" && c.Read == "" && c.Clone == "" && len(c.Patterns) == 0 {
			continue
		}
		g.heading("codec of %s", c.Type.Type.Name)
		g.patterns(c)
		if c.Read != "" {
			g.settings(c)
		}
		if c.Type.OneOf != "" {
			g.oneofCodec(c)
			continue
		}
		if c.Decode != "" {
			g.decoder(c)
		}
		if c.Append != "" {
			g.encoder(c)
		}
		if c.Check != "" {
			g.checker(c)
		}
		if c.Clone != "" {
			g.cloner(c)
		}
	}
}

// alias prints the name of an unnamed struct type.
func (g *generator) alias(a model.Alias) {
	var fields []jen.Code
	for _, f := range a.Fields {
		line := g.s("%s", f.Type)
		if f.Name != "" {
			line = jen.Op(f.Name).Add(line)
		}
		switch {
		case f.Tag == "":
		case strconv.CanBackquote(f.Tag):
			line.Op("`" + f.Tag + "`")
		default:
			line.Op(strconv.Quote(f.Tag))
		}
		fields = append(fields, line)
	}
	g.add(jen.Type().Op(a.Name).Op("=").Struct(fields...))
}

// patterns prints the regular expressions of a struct's members, compiled on first use.
func (g *generator) patterns(c *plan.Codec) {
	for _, m := range c.Type.Members {
		if name := c.Patterns[m.Name]; name != "" {
			g.add(g.s("var %s = $sync.OnceValue(func() *$regexp.Regexp { return $regexp.MustCompile(%s) })", name, quote(m.Pattern)))
		}
	}
}

// selector is a member of the struct at base.
func selector(base string, m *model.Member) string { return base + "." + strings.Join(m.Path, ".") }

// pointers are the embedded pointers on the way to a member of the struct at base.
func pointers(base string, m *model.Member) []string {
	var out []string
	for i := range m.Path[:len(m.Path)-1] {
		if i < len(m.PathPointer) && m.PathPointer[i] {
			out = append(out, base+"."+strings.Join(m.Path[:i+1], "."))
		}
	}
	return out
}

// numbered is a local variable's name at a depth of nesting: elem, elem2, elem3.
func numbered(name string, depth int) string {
	if depth == 0 {
		return name
	}
	return name + strconv.Itoa(depth+1)
}

// basicMethod is the suffix of the methods for a basic type: "int8" is "Int8".
func basicMethod(basic string) string { return plan.Title(basic) }

// bits is the size of a basic number type; int and uint have that of the decoder's largest.
func bits(basic string) int {
	if n, err := strconv.Atoi(basic[strings.LastIndexAny(basic, "tx")+1:]); err == nil {
		return n
	}
	return 64
}

// converted is expr as a value of r's type, expr being of its basic type.
func converted(r *model.Ref, expr string) string {
	if !r.Named || r.Kind == model.KindDuration || r.Kind == model.KindTime {
		return expr
	}
	return r.Type.Expr + "(" + expr + ")"
}

// notZero is the comparison that holds when x is not the zero value of its type.
func (g *generator) notZero(r *model.Ref, x string) string {
	switch r.Kind {
	case model.KindBool:
		return x
	case model.KindInt, model.KindUint, model.KindFloat, model.KindDuration:
		return x + " != 0"
	case model.KindString, model.KindNumber:
		return x + ` != ""`
	case model.KindBytes, model.KindRaw, model.KindPointer, model.KindSlice, model.KindMap, model.KindOneOf, model.KindProto:
		return x + " != nil"
	case model.KindTime:
		return "!" + x + ".IsZero()"
	case model.KindStruct, model.KindArray:
		return x + " != (" + r.Type.Expr + "{})"
	case model.KindJSON, model.KindText, model.KindOpaque:
		switch r.Basic {
		case "":
			return x + " != (" + r.Type.Expr + "{})"
		case "bool":
			return "bool(" + x + ")"
		case "string":
			return x + ` != ""`
		case "slice", "map", "pointer", "interface":
			return x + " != nil"
		case "array":
			return x + " != (" + r.Type.Expr + "{})"
		}
		return x + " != 0"
	}
	panic("emit: no zero of kind " + string(r.Kind))
}

// notEmpty is the condition under which encoding/json's omitempty keeps x; "" for always.
func (g *generator) notEmpty(r *model.Ref, x string) string {
	switch r.Kind {
	case model.KindBytes, model.KindRaw, model.KindSlice, model.KindMap:
		return "len(" + x + ") != 0"
	case model.KindStruct, model.KindTime:
		return ""
	case model.KindArray:
		if r.Len > 0 {
			return ""
		}
		return "len(" + x + ") != 0"
	case model.KindJSON, model.KindText:
		switch r.Basic {
		case "":
			return ""
		case "slice", "map", "array":
			return "len(" + x + ") != 0"
		}
	}
	return g.notZero(r, x)
}

// literal is a tag's value as an expression for a value of r's kind.
func literal(r *model.Ref, l *model.Literal) string {
	if r.Kind == model.KindDuration {
		if ns, err := strconv.ParseInt(l.Go, 10, 64); err == nil {
			return duration(ns)
		}
	}
	return l.Go
}
