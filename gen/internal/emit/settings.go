package emit

import (
	"fmt"

	"github.com/dave/jennifer/jen"

	"github.com/sigen-dev/sigen/gen/internal/model"
	"github.com/sigen-dev/sigen/gen/internal/plan"
)

// settings prints the function that reads a struct key by key, from texts.
func (g *generator) settings(c *plan.Codec) {
	g.fn("", fmt.Sprintf("%s(r *$abi.SettingsReader, v *%s)", c.Read, c.Type.Type.Expr), g.settingsOf(c, "", "v")...)
}

// settingsOf reads the members of the struct at base, whose keys begin with prefix.
func (g *generator) settingsOf(c *plan.Codec, prefix, base string) []jen.Code {
	var body []jen.Code
	for _, m := range c.Type.Members {
		for _, ptr := range pointers(base, m) {
			body = append(body, g.s("$abi.Embedded(&%s)", ptr))
		}
		key := prefix + m.Name
		if in := g.plan.Inline(m.Ref); in != nil {
			body = append(body, g.settingsOf(in, key+".", selector(base, m))...)
			continue
		}
		body = append(body, g.setting(c, m, key, selector(base, m))...)
	}
	return body
}

// setting reads one key: with a default there is always a text, without one
// there may be none, which is a complaint unless the member is optional.
func (g *generator) setting(c *plan.Codec, m *model.Member, key, x string) []jen.Code {
	k := quote(key)
	elem, isMap := mapOf(m.Ref)
	if m.Default != nil {
		text := fmt.Sprintf("r.Text(%s, %s)", k, quote(m.Default.Text))
		if isMap {
			text = fmt.Sprintf("r.MapText(%s, %s, %t)", k, quote(m.Default.Text), isText(elem))
		}
		return g.settingValue(c, m, m.Ref, k, text, x)
	}
	lookup := "Require"
	if m.Optional {
		lookup = "Lookup"
	}
	if isMap {
		lookup = map[string]string{"Require": "RequireMap", "Lookup": "Map"}[lookup]
		k = fmt.Sprintf("%s, %t", k, isText(elem))
	}
	return []jen.Code{jen.If(g.s("s, ok := r.%s(%s); ok", lookup, k)).Block(g.settingValue(c, m, m.Ref, quote(key), "s", x)...)}
}

// mapOf is the element of a map, also behind pointers. A map's entries may be paths of their own.
func mapOf(r *model.Ref) (elem *model.Ref, ok bool) {
	for r.Kind == model.KindPointer {
		r = r.Elem
	}
	if r.Kind != model.KindMap {
		return nil, false
	}
	return r.Elem, true
}

// isText reports whether values are strings in JSON.
func isText(r *model.Ref) bool {
	for r.Kind == model.KindPointer {
		r = r.Elem
	}
	switch r.Kind {
	case model.KindString, model.KindTime, model.KindBytes, model.KindText:
		return true
	}
	return false
}

// settingValue reads the text into x, and holds it against the member's limits.
func (g *generator) settingValue(c *plan.Codec, m *model.Member, r *model.Ref, key, text, x string) []jen.Code {
	var body []jen.Code
	set := func(format string, args ...any) {
		body = append(body, g.s("%s = %s", x, converted(r, fmt.Sprintf(format, args...))))
	}
	switch r.Kind {
	case model.KindString:
		set("%s", text)
		if r.Named {
			break
		}
	case model.KindBool:
		set("r.Bool(%s, %s)", key, text)
	case model.KindInt, model.KindUint, model.KindFloat:
		fn := map[model.Kind]string{model.KindInt: "Int", model.KindUint: "Uint", model.KindFloat: "Float"}[r.Kind]
		value := fmt.Sprintf("r.%s(%s, %s, %s)", fn, key, text, keyBits(r.Basic))
		if r.Basic != map[model.Kind]string{model.KindInt: "int64", model.KindUint: "uint64", model.KindFloat: "float64"}[r.Kind] || r.Named {
			value = r.Type.Expr + "(" + value + ")"
		}
		body = append(body, g.s("%s = %s", x, value))
	case model.KindDuration:
		set("r.Duration(%s, %s)", key, text)
	case model.KindTime:
		set("r.Time(%s, %s)", key, text)
	case model.KindBytes:
		set("%s", octets(r, fmt.Sprintf("r.Bytes(%s, %s)", key, text)))
	case model.KindRaw:
		body = append(body, g.s("%s = %s(%s)", x, r.Type.Expr, text))
	case model.KindOpaque:
		body = append(body, g.s("r.Mint(%s, %s, &%s)", key, text, x))
	case model.KindText:
		body = append(body, g.s("r.Check(%s, $codec.ParseText(%s, %s))", key, text, address(x)))
	case model.KindPointer:
		body = append(body, g.s("%s = new(%s)", x, r.Elem.Type.Expr))
		return append(body, g.settingValue(c, m, r.Elem, key, text, "*"+x)...)
	default:
		body = g.settingJSON(r, key, text, x)
	}
	for _, check := range settingChecks(c, m, r, x) {
		body = append(body, g.s("r.Check(%s, %s)", key, check))
	}
	return body
}

// settingJSON reads what has no plain text: its text is JSON.
func (g *generator) settingJSON(r *model.Ref, key, text, x string) []jen.Code {
	body := []jen.Code{
		g.s("dec := $codec.NewDecoder([]byte(%s), 0)", text),
		g.s("d := &dec"),
	}
	body = append(body, g.decode(r, x, 0)...)
	body = append(body, g.s("r.CheckJSON(%s, d.Finish())", key))
	if text != "s" {
		return []jen.Code{jen.Block(body...)}
	}
	return body
}
