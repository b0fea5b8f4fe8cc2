package emit

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/sigen-dev/sigen/gen/internal/model"
	"github.com/sigen-dev/sigen/gen/internal/plan"
)

// An objectWriter collects the statements that append a struct. Literal text is
// held back until something else is appended, so that neighbours become one.
type objectWriter struct {
	g       *generator
	body    []jen.Code
	pending string
}

func (w *objectWriter) flush() {
	if w.pending != "" {
		w.body = append(w.body, w.g.appendText(w.pending))
		w.pending = ""
	}
}

func (w *objectWriter) add(stmts ...jen.Code) {
	w.flush()
	w.body = append(w.body, stmts...)
}

// appendText appends literal JSON.
func (g *generator) appendText(text string) *jen.Statement {
	return g.s("dst = %s", appended(text))
}

func appended(text string) string {
	if len(text) == 1 {
		return "append(dst, '" + text + "')"
	}
	return "append(dst, " + quote(text) + "...)"
}

// encoder prints the function that appends a struct as encoding/json would.
func (g *generator) encoder(c *plan.Codec) {
	w := &objectWriter{g: g}
	if c.Type.Recursive {
		w.add(jen.If(g.s("!e.Enter(dst)")).Block(g.s(`return append(dst, "null"...)`)), g.s("defer e.Leave()"))
	}
	// With a comma behind every member the order of those that may be missing does
	// not matter; with one in front, no comma has to be taken back at the end.
	trailing := len(c.Type.Members) > 0 && len(g.conditions(c.Type.Members[0])) > 0
	w.pending = "{"
	for i, m := range c.Type.Members {
		key := jsonKey(m.Name) + ":"
		if !trailing && i > 0 {
			key = "," + key
		}
		end := ""
		if trailing {
			end = ","
		}
		conds := g.conditions(m)
		if len(conds) == 0 {
			g.encodeMember(w, m, key, end)
			continue
		}
		inner := &objectWriter{g: g}
		g.encodeMember(inner, m, key, end)
		inner.flush()
		cond := conds[0]
		for _, more := range conds[1:] {
			cond += " && " + more
		}
		w.add(jen.If(g.s("%s", cond)).Block(inner.body...))
	}
	if trailing {
		w.add(g.s("return $codec.EndObject(dst)"))
	} else {
		end := w.pending + "}"
		w.pending = ""
		w.add(g.s("return %s", appended(end)))
	}
	params := "dst []byte, v *" + c.Type.Type.Expr + ", e *$codec.Encoder"
	if !usesEncoder(g, c) {
		params = "dst []byte, v *" + c.Type.Type.Expr + ", _ *$codec.Encoder"
	}
	if len(c.Type.Members) == 0 {
		params = "dst []byte, _ *" + c.Type.Type.Expr + ", _ *$codec.Encoder"
	}
	g.fn("", c.Append+"("+params+") []byte", w.body...)
}

// usesEncoder reports whether encoding a struct of c can fail.
func usesEncoder(g *generator, c *plan.Codec) bool {
	if c.Type.Recursive {
		return true
	}
	var fails func(r *model.Ref) bool
	fails = func(r *model.Ref) bool {
		if r == nil {
			return false
		}
		switch r.Kind {
		case model.KindFloat, model.KindNumber, model.KindTime, model.KindRaw, model.KindText, model.KindJSON, model.KindProto, model.KindStruct, model.KindOneOf:
			return true
		case model.KindMap:
			return r.Key.Kind == model.KindText && r.Key.Basic != "string" || fails(r.Elem)
		}
		return fails(r.Elem)
	}
	for _, m := range c.Type.Members {
		if fails(m.Ref) {
			return true
		}
	}
	return false
}

// jsonKey is a member's name as encoding/json writes it.
func jsonKey(name string) string {
	b, err := json.Marshal(name)
	if err != nil {
		panic(err) // a string cannot fail
	}
	return string(b)
}

// conditions are what has to hold for a member to be written; none for always.
func (g *generator) conditions(m *model.Member) []string {
	var out []string
	for _, ptr := range pointers("v", m) {
		out = append(out, ptr+" != nil")
	}
	x := selector("v", m)
	if m.OmitEmpty {
		if cond := g.notEmpty(m.Ref, x); cond != "" {
			if m.OmitZero && m.ZeroMethod && m.Ref.Kind == model.KindBool {
				cond = converted(&model.Ref{Named: m.Ref.Named, Type: model.TypeRef{Expr: "bool"}}, x) // joined with what IsZero says
			}
			out = append(out, cond)
		}
	}
	if m.OmitZero {
		add := func(cond string) {
			if !slices.Contains(out, cond) { // as omitempty may have said
				out = append(out, cond)
			}
		}
		switch {
		case m.ZeroMethod && m.Ref.Kind == model.KindPointer:
			add(x + " != nil")
			add("!" + x + ".IsZero()")
		case m.ZeroMethod:
			add("!" + x + ".IsZero()")
		case len(m.NonZero) > 0:
			add(nonZero(m, x))
		default:
			add(g.notZero(m.Ref, x))
		}
	}
	return out
}

// nonZero is the condition that one of the fields of x is not zero.
func nonZero(m *model.Member, x string) string {
	var any []string
	for _, f := range m.NonZero {
		switch {
		case f.Named:
			any = append(any, "bool("+x+f.Path+")")
		case f.Zero == "false":
			any = append(any, x+f.Path)
		default:
			any = append(any, x+f.Path+" != "+f.Zero)
		}
	}
	cond := strings.Join(any, " || ")
	if len(any) > 1 {
		cond = "(" + cond + ")"
	}
	return cond
}

func (g *generator) encodeMember(w *objectWriter, m *model.Member, key, end string) {
	x := selector("v", m)
	w.pending += key
	switch {
	case !m.Quoted:
		w.add(g.encode(m.Ref, x, "e", 0)...)
	case m.Ref.Kind == model.KindPointer:
		elem := m.Ref.Elem
		inner := g.quoted(elem, "*"+x)
		for ; elem.Kind == model.KindPointer; elem = elem.Elem {
			x = "*" + x
			inner = []jen.Code{g.nullOr(x, g.quoted(elem.Elem, "*"+x))}
		}
		w.add(g.nullOr(selector("v", m), inner))
	default:
		if m.Ref.Kind != model.KindString {
			w.pending += `"`
			w.add(g.encode(m.Ref, x, "e", 0)...)
			w.pending = `"`
		} else {
			w.add(g.quoted(m.Ref, x)...)
		}
	}
	w.pending += end
	if end != "" {
		w.flush()
	}
}

// quoted appends x inside of a JSON string, for the json option string.
func (g *generator) quoted(r *model.Ref, x string) []jen.Code {
	if r.Kind == model.KindString {
		return []jen.Code{g.s("dst = $codec.AppendQuotedString(dst, %s)", x)}
	}
	body := append([]jen.Code{g.appendText(`"`)}, g.encode(r, x, "e", 0)...)
	return append(body, g.appendText(`"`))
}

// nullOr appends null when x is nil, else what inner appends.
func (g *generator) nullOr(x string, inner []jen.Code) *jen.Statement {
	return jen.If(g.s("%s == nil", x)).Block(g.appendText("null")).Else().Block(inner...)
}

// encode appends the value x of r to dst; e is the expression of the *codec.Encoder.
func (g *generator) encode(r *model.Ref, x, e string, depth int) []jen.Code {
	enc := e
	if e == "&e" {
		enc = "e" // for calling its methods
	}
	one := func(format string, args ...any) []jen.Code { return []jen.Code{g.s("dst = "+format, args...)} }
	switch r.Kind {
	case model.KindBool, model.KindInt, model.KindUint, model.KindString:
		fn := map[model.Kind]string{model.KindBool: "Bool", model.KindInt: "Int", model.KindUint: "Uint", model.KindString: "String"}[r.Kind]
		return one("$codec.Append%s(dst, %s)", fn, x)
	case model.KindFloat:
		if r.Named {
			x = r.Basic + "(" + x + ")"
		}
		return one("%s.%s(dst, %s)", enc, basicMethod(r.Basic), x)
	case model.KindNumber:
		return one("%s.Number(dst, string(%s))", enc, x)
	case model.KindTime:
		return one("%s.Time(dst, %s)", enc, x)
	case model.KindDuration:
		return one("$codec.AppendDuration(dst, %s)", x)
	case model.KindBytes:
		if r.Elem != nil {
			return one("$codec.AppendOctets(dst, %s)", x)
		}
		return one("$codec.AppendBytes(dst, %s)", x)
	case model.KindRaw:
		return one("%s.Raw(dst, %s)", enc, x)
	case model.KindText:
		return one("%s.Text(dst, %s)", enc, address(x))
	case model.KindJSON:
		return one("%s.JSON(dst, %s)", enc, address(x))
	case model.KindProto:
		return one("$protocodec.Append(%s, dst, %s)", e, x)
	case model.KindStruct, model.KindOneOf:
		return one("%s(dst, %s, %s)", g.plan.Codec(r).Append, address(x), e)
	case model.KindPointer:
		return []jen.Code{g.nullOr(x, g.encode(r.Elem, "(*"+x+")", e, depth))}
	case model.KindSlice:
		return []jen.Code{g.nullOr(x, g.encodeList(r, x, e, depth))}
	case model.KindArray:
		return g.encodeList(r, x, e, depth)
	case model.KindMap:
		return []jen.Code{g.nullOr(x, g.encodeMap(r, x, e, depth))}
	}
	panic("emit: no encoder for kind " + string(r.Kind))
}

func (g *generator) encodeList(r *model.Ref, x, e string, depth int) []jen.Code {
	i := numbered("i", depth)
	body := append([]jen.Code{g.comma(i)}, g.encode(r.Elem, x+"["+i+"]", e, depth+1)...)
	return []jen.Code{g.appendText("["), g.s("for %s := range %s", i, x).Block(body...), g.appendText("]")}
}

func (g *generator) comma(i string) *jen.Statement {
	return jen.If(g.s("%s > 0", i)).Block(g.appendText(","))
}

func (g *generator) encodeMap(r *model.Ref, x, e string, depth int) []jen.Code {
	i, k := numbered("i", depth), numbered("k", depth)
	keys, text, key := "$codec.StringKeys("+x+")", k, k
	switch {
	case r.Key.Kind == model.KindInt:
		keys, text, key = "$codec.IntKeys("+x+")", k+".Text", k+".Key"
	case r.Key.Kind == model.KindUint:
		keys, text, key = "$codec.UintKeys("+x+")", k+".Text", k+".Key"
	case r.Key.Kind == model.KindText && r.Key.Basic != "string":
		// encoding/json writes a key whose kind is string as it is, whatever its MarshalText says.
		keys, text, key = fmt.Sprintf("$codec.TextKeys(%s, dst, %s)", e, x), k+".Text", k+".Key"
	}
	body := []jen.Code{g.comma(i), g.s("dst = $codec.AppendString(dst, %s)", text), g.appendText(":")}
	value := x + "[" + key + "]"
	if needsVariable(r.Elem) {
		elem := numbered("elem", depth)
		body = append(body, g.s("%s := %s", elem, value))
		value = elem
	}
	body = append(body, g.encode(r.Elem, value, e, depth+1)...)
	return []jen.Code{g.appendText("{"), g.s("for %s, %s := range %s", i, k, keys).Block(body...), g.appendText("}")}
}

// needsVariable reports whether appending a value of r mentions it more than once, or its address.
func needsVariable(r *model.Ref) bool {
	switch r.Kind {
	case model.KindStruct, model.KindOneOf, model.KindText, model.KindJSON, model.KindPointer, model.KindSlice, model.KindArray, model.KindMap:
		return true
	}
	return false
}
