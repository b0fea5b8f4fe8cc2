package emit

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/sigen-dev/sigen/gen/internal/model"
	"github.com/sigen-dev/sigen/gen/internal/plan"
)

// decoder prints the function that reads a struct from JSON.
func (g *generator) decoder(c *plan.Codec) {
	t := c.Type.Type.Expr
	if c.Keys != "" {
		keys := make([]string, len(c.Type.Members))
		for i, m := range c.Type.Members {
			keys[i] = quote(m.Name)
		}
		g.add(g.s("var %s = []string{%s}", c.Keys, strings.Join(keys, ", ")))
	}
	body := g.defaults(c, t)
	words := (len(c.Type.Members) + 63) / 64
	for w := range words {
		body = append(body, g.s("var %s uint64", numbered("seen", w)))
	}
	keys := c.Keys
	if keys == "" {
		keys = "nil"
	}
	unknown := g.s("d.Unknown(key, %s)", keys)
	loop := unknown
	if len(c.Type.Members) > 0 {
		var cases []jen.Code
		for i, m := range c.Type.Members {
			cases = append(cases, jen.Case(g.s("%s", quote(m.Name))).Block(g.member(c, m, i)...))
		}
		cases = append(cases, jen.Default().Block(unknown))
		loop = jen.Switch(g.s("string(key)")).Block(cases...)
	}
	body = append(body, g.s("for key := d.Object(); key != nil; key = d.NextKey()").Block(loop))
	body = append(body, g.lateDefaults(c)...)
	body = append(body, g.required(c)...)
	g.fn("", fmt.Sprintf("%s(d *$codec.Decoder, v *%s)", c.Decode, t), body...)
}

// defaults resets *v to what a member has that is not there.
func (g *generator) defaults(c *plan.Codec, t string) []jen.Code {
	var fields []string
	var deep []jen.Code
	for _, m := range c.Type.Members {
		if m.Default == nil || len(pointers("v", m)) > 0 {
			continue
		}
		if parsed := g.parsedDefault(m); parsed != nil {
			deep = append(deep, parsed...)
			continue
		}
		value := pointedTo(m.Ref, literal(m.Ref, m.Default))
		if len(m.Path) > 1 {
			deep = append(deep, g.s("%s = %s", selector("v", m), value))
			continue
		}
		fields = append(fields, m.GoName+": "+value)
	}
	return append([]jen.Code{g.s("*v = %s{%s}", t, strings.Join(fields, ", "))}, deep...)
}

// parsedDefault gives a member of a type that reads itself from text, or what its pointer leads to, its
// default; nil for a member of another type.
func (g *generator) parsedDefault(m *model.Member) []jen.Code {
	var body []jen.Code
	r, at := m.Ref, selector("v", m)
	for ; r.Kind == model.KindPointer; r = r.Elem {
		body = append(body, g.s("%s = new(%s)", at, r.Elem.Type.Expr))
		if r.Elem.Kind == model.KindPointer {
			at = "*" + at
		}
	}
	if r.Kind != model.KindText {
		return nil
	}
	if m.Ref.Kind != model.KindPointer {
		at = "&" + at
	}
	return append(body, g.s("d.Check($codec.ParseText(%s, %s))", m.Default.Go, at))
}

// pointedTo is value behind as many pointers as r has.
func pointedTo(r *model.Ref, value string) string {
	if r.Kind != model.KindPointer {
		return value
	}
	if r.Elem.Kind == model.KindPointer {
		return "new(" + pointedTo(r.Elem, value) + ")"
	}
	value = literal(r.Elem, &model.Literal{Go: value})
	if plain := r.Elem.Basic; !r.Elem.Named && (plain == "bool" || plain == "int" || plain == "string") {
		return "new(" + value + ")"
	}
	return "new(" + r.Elem.Type.Expr + "(" + value + "))"
}

// lateDefaults are those of members behind an embedded pointer: it is allocated
// only when one of its members is there.
func (g *generator) lateDefaults(c *plan.Codec) []jen.Code {
	var body []jen.Code
	for i, m := range c.Type.Members {
		through := pointers("v", m)
		if m.Default == nil || len(through) == 0 {
			continue
		}
		set := g.parsedDefault(m)
		if set == nil {
			set = []jen.Code{g.s("%s = %s", selector("v", m), pointedTo(m.Ref, literal(m.Ref, m.Default)))}
		}
		body = append(body, jen.If(g.s("%s != nil && %s&(1<<%d) == 0", through[len(through)-1], numbered("seen", i/64), i%64)).Block(set...))
	}
	return body
}

// required complains about members that have to be there.
func (g *generator) required(c *plan.Codec) []jen.Code {
	var body []jen.Code
	for w := 0; w*64 < len(c.Type.Members); w++ {
		var set []string
		for i, m := range c.Type.Members[w*64 : min(w*64+64, len(c.Type.Members))] {
			if !m.Optional && m.Default == nil && len(pointers("v", m)) == 0 {
				set = append(set, "1<<"+strconv.Itoa(i))
			}
		}
		if len(set) == 0 {
			continue
		}
		keys := c.Keys
		if w > 0 {
			keys += "[" + strconv.Itoa(w*64) + ":]"
		}
		body = append(body, g.s("d.Require(%s, %s, %s)", numbered("seen", w), strings.Join(set, "|"), keys))
	}
	return body
}

// member is the body of one case of a decoder.
func (g *generator) member(c *plan.Codec, m *model.Member, i int) []jen.Code {
	seen := numbered("seen", i/64)
	body := []jen.Code{g.s("%s = d.Once(%s, 1<<%d)", seen, seen, i%64)}
	for _, ptr := range pointers("v", m) {
		body = append(body, g.s("$abi.Embedded(&%s)", ptr))
	}
	return append(body, g.decodeMember(c, m, m.Ref, selector("v", m))...)
}

// decodeMember reads a member into x and holds it against its limits. Those of a
// pointer are those of what it points to.
func (g *generator) decodeMember(c *plan.Codec, m *model.Member, r *model.Ref, x string) []jen.Code {
	if r.Kind == model.KindPointer && (m.Quoted || limited(m) || m.Default != nil) {
		elem := "*" + x
		switch r.Elem.Kind {
		case model.KindPointer, model.KindMap, model.KindArray: // it is indexed, or dereferenced again
			elem = "(" + elem + ")"
		}
		inner := append([]jen.Code{g.s("%s = new(%s)", x, r.Elem.Type.Expr)}, g.decodeMember(c, m, r.Elem, elem)...)
		if m.Default != nil && x == selector("v", m) { // null is a value too: the default is not
			return []jen.Code{jen.If(g.s("d.Null()")).Block(g.s("%s = nil", x)).Else().Block(inner...)}
		}
		return []jen.Code{jen.If(g.s("!d.Null()")).Block(inner...)}
	}
	var body []jen.Code
	if m.Quoted {
		body = []jen.Code{g.s("q := d.Quoted()"), g.s("%s = %s", x, g.readExpr(r, "q")), g.s("d.EndQuoted(&q)")}
	} else {
		body = g.decode(r, x, 0)
	}
	for _, check := range checks(c, m, r, x) {
		body = append(body, g.s("d.Check(%s)", check))
	}
	return body
}

// readExpr is the expression that reads a value of r from the decoder called d;
// "" when it takes statements.
func (g *generator) readExpr(r *model.Ref, d string) string {
	switch r.Kind {
	case model.KindBool, model.KindInt, model.KindUint, model.KindFloat, model.KindString:
		return converted(r, d+"."+basicMethod(r.Basic)+"()")
	case model.KindNumber:
		return converted(r, d+".Number()")
	case model.KindTime:
		return d + ".Time()"
	case model.KindDuration:
		return d + ".Duration()"
	case model.KindRaw:
		return d + ".Raw()"
	}
	return ""
}

// decode reads the next value into the variable x, which holds its zero value.
func (g *generator) decode(r *model.Ref, x string, depth int) []jen.Code {
	if expr := g.readExpr(r, "d"); expr != "" {
		return []jen.Code{g.s("%s = %s", x, expr)}
	}
	switch r.Kind {
	case model.KindStruct, model.KindOneOf:
		return []jen.Code{g.s("%s(d, %s)", g.plan.Codec(r).Decode, address(x))}
	case model.KindJSON:
		return []jen.Code{g.s("d.JSON(%s)", address(x))}
	case model.KindText:
		return []jen.Code{g.s("d.Text(%s)", address(x))}
	case model.KindProto:
		return []jen.Code{jen.If(g.s("!d.Null()")).Block(g.s("%s = $protocodec.Read(d, new(%s))", x, r.Elem.Type.Expr))}
	case model.KindBytes:
		return []jen.Code{jen.If(g.s("!d.Null()")).Block(g.s("%s = %s", x, octets(r, "d.Bytes()")))}
	case model.KindPointer:
		return []jen.Code{jen.If(g.s("!d.Null()")).Block(g.decodePointer(r, x, depth)...)}
	case model.KindSlice:
		return []jen.Code{jen.If(g.s("!d.Null()")).Block(
			g.s("%s = %s{}", x, r.Type.Expr),
			g.s("for more := d.Array(); more; more = d.NextElem()").Block(g.decodeElem(r.Elem, depth, func(value string) string {
				return fmt.Sprintf("%s = append(%s, %s)", x, x, value)
			})...))}
	case model.KindArray:
		return g.decodeArray(r, x, depth)
	case model.KindMap:
		return g.decodeMap(r, x, depth)
	}
	panic("emit: no decoder for kind " + string(r.Kind))
}

// octets is bytes as a value that can be assigned to one of r.
func octets(r *model.Ref, bytes string) string {
	if r.Elem == nil {
		return bytes
	}
	return "$codec.Octets[" + r.Elem.Type.Expr + "](" + bytes + ")"
}

func (g *generator) decodePointer(r *model.Ref, x string, depth int) []jen.Code {
	if expr := g.readExpr(r.Elem, "d"); expr != "" && r.Elem.Kind != model.KindRaw {
		return []jen.Code{g.s("%s = new(%s)", x, expr)}
	}
	body := []jen.Code{g.s("%s = new(%s)", x, r.Elem.Type.Expr)}
	switch r.Elem.Kind {
	case model.KindStruct, model.KindOneOf:
		return append(body, g.s("%s(d, %s)", g.plan.Codec(r.Elem).Decode, x))
	case model.KindJSON:
		return append(body, g.s("d.JSON(%s)", x))
	case model.KindText:
		return append(body, g.s("d.Text(%s)", x))
	}
	return append(body, g.decode(r.Elem, "(*"+x+")", depth)...)
}

// address is &x, or the pointer that x dereferences.
func address(x string) string {
	if ptr, ok := strings.CutPrefix(x, "(*"); ok && closedBy(ptr) == len(ptr)-1 {
		return ptr[:len(ptr)-1]
	}
	if ptr, ok := strings.CutPrefix(x, "*"); ok {
		return ptr
	}
	return "&" + x
}

// closedBy is where the parenthesis that was opened before x is closed, -1 when it is not.
func closedBy(x string) int {
	depth := 1
	for i, c := range x {
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// decodeElem reads one element and stores it with the statement that store makes.
func (g *generator) decodeElem(r *model.Ref, depth int, store func(value string) string) []jen.Code {
	if expr := g.readExpr(r, "d"); expr != "" {
		return []jen.Code{g.s("%s", store(expr))}
	}
	elem := numbered("elem", depth)
	body := append([]jen.Code{g.s("var %s %s", elem, r.Type.Expr)}, g.decode(r, elem, depth+1)...)
	return append(body, g.s("%s", store(elem)))
}

func (g *generator) decodeArray(r *model.Ref, x string, depth int) []jen.Code {
	n := numbered("n", depth)
	at := x + "[" + n + "]"
	inner := g.decode(r.Elem, at, depth+1)
	return []jen.Code{
		g.s("%s := 0", n),
		g.s("for more := d.Array(); more; more = d.NextElem()").Block(
			jen.If(g.s("%s < len(%s)", n, x)).Block(inner...).Else().Block(g.s("d.Skip()")),
			g.s("%s++", n)),
		g.s("d.Length(%s, len(%s))", n, x),
	}
}

func (g *generator) decodeMap(r *model.Ref, x string, depth int) []jen.Code {
	k := numbered("k", depth)
	// The key is taken before the value is read: its bytes are only good until then.
	body := append(g.mapKey(r.Key, k), g.s("$codec.Unique(d, %s, %s)", x, k))
	body = append(body, g.decodeElem(r.Elem, depth, func(value string) string {
		return fmt.Sprintf("%s[%s] = %s", x, k, value)
	})...)
	return []jen.Code{jen.If(g.s("!d.Null()")).Block(
		g.s("%s = %s{}", x, r.Type.Expr),
		g.s("for key := d.Map(); key != nil; key = d.NextEntry()").Block(body...))}
}

func (g *generator) mapKey(r *model.Ref, k string) []jen.Code {
	switch r.Kind {
	case model.KindText:
		return []jen.Code{g.s("var %s %s", k, r.Type.Expr), g.s("d.TextKey(key, &%s)", k)}
	case model.KindInt:
		return []jen.Code{g.s("%s := %s(d.IntKey(key, %s))", k, r.Type.Expr, keyBits(r.Basic))}
	case model.KindUint:
		return []jen.Code{g.s("%s := %s(d.UintKey(key, %s))", k, r.Type.Expr, keyBits(r.Basic))}
	}
	return []jen.Code{g.s("%s := %s(key)", k, r.Type.Expr)}
}

// keyBits is the size of an integer key; int and uint have that of the machine.
func keyBits(basic string) string {
	if basic == "int" || basic == "uint" {
		return "$strconv.IntSize"
	}
	return strconv.Itoa(bits(basic))
}
