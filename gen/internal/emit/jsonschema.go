package emit

import (
	"encoding/json"
	"fmt"
	"math/big"
	"regexp/syntax"
	"slices"
	"strconv"
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/model"
)

// Dialect is the dialect of the schemas that are written, which is OpenAPI 3.1's too.
const Dialect = "https://json-schema.org/draft/2020-12/schema"

// A schemas collects the definitions of the structs that runnables carry. A
// schema describes what a decoder accepts: what has a default may be missing, and
// in params nothing unknown may stand. What only results carry is left open, because
// fields are added there.
type schemas struct {
	prefix string // of references: "#/$defs/"
	types  map[string]*model.Type
	names  map[string]string // by Ref.Struct
	closed map[string]bool   // reached from params
	order  []string          // by Ref.Struct, in the order of first use
	defs   map[string]object
	// variants are the definitions of the variants of sum types: structs with a tag.
	variants object
}

// collect finds every struct below the runnables of prog and gives each a name:
// "shop.Item", or with the whole import path where two packages have the same name.
func collect(prog *model.Program, prefix string) *schemas {
	s := &schemas{prefix: prefix, types: map[string]*model.Type{}, names: map[string]string{}, closed: map[string]bool{}, defs: map[string]object{}}
	for _, p := range prog.Packages {
		for _, t := range p.Types {
			if s.types[t.Type.Expr] == nil {
				s.types[t.Type.Expr] = t
			}
		}
	}
	for _, c := range routes(prog) {
		for _, m := range c.Methods {
			s.reach(m.Params, true)
			s.reach(m.Result, false)
		}
	}
	taken := map[string]int{}
	for _, key := range s.order {
		taken[shortName(s.types[key].Type)]++
	}
	for _, key := range s.order {
		t := s.types[key].Type
		s.names[key] = shortName(t)
		if taken[s.names[key]] > 1 {
			s.names[key] = longName(t)
		}
	}
	for _, key := range s.order {
		if t := s.types[key]; t.OneOf != "" {
			s.defs[key] = s.union(key, t)
		} else {
			s.defs[key] = s.structure(t, s.closed[key])
		}
	}
	return s
}

// routes are the contracts of prog, of interfaces and of components with runnables of their own.
func routes(prog *model.Program) []*model.Contract {
	var out []*model.Contract
	for _, p := range prog.Packages {
		out = append(out, p.Contracts...)
		for _, c := range p.Components {
			if c.Own != nil {
				out = append(out, c.Own)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b *model.Contract) int { return strings.Compare(a.Name, b.Name) })
	return out
}

func (s *schemas) reach(r *model.Ref, params bool) {
	if r == nil {
		return
	}
	if t := s.types[r.Struct]; t != nil {
		seen := slices.Contains(s.order, r.Struct)
		if !seen {
			s.order = append(s.order, r.Struct)
		}
		if params && !s.closed[r.Struct] {
			s.closed[r.Struct], seen = true, false
		}
		if !seen {
			for _, m := range t.Members {
				s.reach(m.Ref, params)
			}
		}
	}
	s.reach(r.Elem, params)
}

// shortName is a type's name behind that of its package, in letters that a reference may have.
func shortName(t model.TypeRef) string {
	return plainName(t.PkgPath[strings.LastIndexByte(t.PkgPath, '/')+1:] + "." + t.Name + arguments(t, shortName))
}

// longName has the whole import path.
func longName(t model.TypeRef) string {
	return plainName(strings.ReplaceAll(t.PkgPath, "/", ".") + "." + t.Name + arguments(t, longName))
}

func arguments(t model.TypeRef, name func(model.TypeRef) string) string {
	var b strings.Builder
	for _, a := range t.Args {
		b.WriteByte('_')
		switch {
		case a.PkgPath != "":
			b.WriteString(name(a))
		case a.Name != "":
			b.WriteString(a.Name)
		default:
			b.WriteString(a.Expr)
		}
	}
	return b.String()
}

// plainName replaces what a name of OpenAPI's components may not contain.
func plainName(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '.', r == '-', r == '_':
			return r
		}
		return '_'
	}, name)
}

// definitions are the structs by name, in the order of their names.
func (s *schemas) definitions() object {
	keys := slices.Clone(s.order)
	slices.SortFunc(keys, func(a, b string) int { return strings.Compare(s.names[a], s.names[b]) })
	out := object{}
	for _, key := range keys {
		out = out.put(s.names[key], s.defs[key])
	}
	return append(out, s.variants...)
}

// union is the schema of a sum type: one definition for each variant, told apart by the tag.
func (s *schemas) union(key string, t *model.Type) object {
	var all []any
	mapping := object{}
	for _, m := range t.Members {
		r, _ := variantOf(m)
		name := s.names[key] + "." + m.Name
		def := s.structure(s.types[r.Struct], s.closed[r.Struct])
		tag := object{}.put(t.OneOf, object{}.put("const", m.Name))
		def = def.with("properties", append(tag, def.get("properties").(object)...))
		required, _ := def.get("required").([]any)
		def = def.with("required", append([]any{t.OneOf}, required...))
		s.variants = s.variants.put(name, def)
		all = append(all, object{}.put("$ref", s.prefix+name))
		mapping = mapping.put(m.Name, s.prefix+name)
	}
	all = append(all, object{}.put("type", "null"))
	return object{}.text("description", t.Doc).put("oneOf", all).
		put("discriminator", object{}.put("propertyName", t.OneOf).put("mapping", mapping))
}

func (s *schemas) structure(t *model.Type, closed bool) object {
	out := object{}.put("type", "object").text("description", t.Doc)
	properties, required := object{}, []any{}
	for _, m := range t.Members {
		properties = properties.put(m.Name, s.member(m))
		if !m.Optional && m.Default == nil && len(pointers("v", m)) == 0 {
			required = append(required, m.Name)
		}
	}
	out = out.put("properties", properties)
	if len(required) > 0 {
		out = out.put("required", required)
	}
	if closed {
		out = out.put("additionalProperties", false)
	}
	return out
}

// member is the schema of a field, with what its tags say. What limits a pointer
// limits what it points to.
func (s *schemas) member(m *model.Member) object {
	base, null := m.Ref, false
	for base.Kind == model.KindPointer {
		base, null = base.Elem, true
	}
	out := s.value(base)
	if m.Quoted {
		out = quotedSchema(base)
	} else {
		out = limits(out, base, m)
	}
	if null {
		out = nullable(out)
	}
	if m.Doc != "" {
		doc := m.Doc
		if unit, ok := out.get("description").(string); ok {
			doc += "\n\n" + unit
		}
		out = append(object{}.put("description", doc), drop(out, "description")...)
	}
	if m.Default != nil {
		out = out.put("default", defaultValue(m, base))
	}
	return out
}

func drop(o object, key string) object {
	return slices.DeleteFunc(slices.Clone(o), func(e entry) bool { return e.key == key })
}

// limits adds min, max, enum and pattern.
func limits(out object, r *model.Ref, m *model.Member) object {
	lower, upper := limitWords(r)
	for _, l := range []struct {
		word  string
		value *model.Literal
	}{{lower, m.Min}, {upper, m.Max}} {
		if l.value == nil {
			continue
		}
		n := json.Number(l.value.Go)
		if r.Kind == model.KindBytes { // the length of its base64
			bytes, _ := strconv.Atoi(l.value.Go)
			n = json.Number(strconv.Itoa((bytes + 2) / 3 * 4))
		}
		out = out.with(l.word, n)
	}
	if len(m.Enum) > 0 {
		values := make([]any, len(m.Enum))
		for i, e := range m.Enum {
			values[i] = scalarValue(r, e)
		}
		out = drop(out, "examples").with("enum", values)
	}
	if m.Pattern != "" {
		if portable(m.Pattern) {
			out = out.put("pattern", m.Pattern)
		} else {
			out = out.put("x-sig-pattern", m.Pattern) // RE2 only
		}
	}
	return out
}

func limitWords(r *model.Ref) (lower, upper string) {
	switch r.Kind {
	case model.KindString, model.KindBytes:
		return "minLength", "maxLength"
	case model.KindSlice:
		return "minItems", "maxItems"
	case model.KindMap:
		return "minProperties", "maxProperties"
	}
	return "minimum", "maximum"
}

// portable reports whether a pattern means in ECMA-262, with the flag u, what it means in RE2.
func portable(pattern string) bool {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return false
	}
	for _, only := range []string{"(?i", "(?s", "(?m", "(?U", "(?P", "(?-", "[[:", `\A`, `\z`, `\Q`, `\C`, `\p`, `\P`, `\x{`, `\a`, `\pN`} {
		if strings.Contains(pattern, only) {
			return false
		}
	}
	return re != nil
}

// scalarValue is a tag's literal as JSON.
func scalarValue(r *model.Ref, l model.Literal) any {
	switch r.Kind {
	case model.KindInt, model.KindUint, model.KindFloat, model.KindDuration:
		return json.Number(l.Go)
	case model.KindBool:
		return l.Go == "true"
	}
	return l.Text
}

func defaultValue(m *model.Member, r *model.Ref) any {
	v := scalarValue(r, *m.Default)
	if !m.Quoted {
		return v
	}
	if text, ok := v.(string); ok {
		return strconv.Quote(text)
	}
	return fmt.Sprint(v)
}

// value is the schema of a type without what a field's tags add.
func (s *schemas) value(r *model.Ref) object {
	switch r.Kind {
	case model.KindBool:
		return object{}.put("type", "boolean")
	case model.KindInt, model.KindUint:
		return constants(integer(r), r)
	case model.KindFloat:
		format := "double"
		if r.Basic == "float32" {
			format = "float"
		}
		return constants(object{}.put("type", "number").put("format", format), r)
	case model.KindString:
		return constants(object{}.put("type", "string"), r)
	case model.KindBytes:
		return object{}.put("type", []any{"string", "null"}).put("contentEncoding", "base64").
			put("pattern", "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$")
	case model.KindNumber:
		return object{}.put("type", "number")
	case model.KindTime:
		return object{}.put("type", "string").put("format", "date-time")
	case model.KindDuration:
		return integer(&model.Ref{Kind: model.KindInt, Basic: "int64"}).put("description", "Nanoseconds.")
	case model.KindPointer:
		return nullable(s.value(r.Elem))
	case model.KindSlice:
		return object{}.put("type", []any{"array", "null"}).put("items", s.value(r.Elem))
	case model.KindArray:
		return object{}.put("type", "array").put("items", s.value(r.Elem)).put("minItems", r.Len).put("maxItems", r.Len)
	case model.KindMap:
		out := object{}.put("type", []any{"object", "null"})
		switch r.Key.Kind {
		case model.KindInt:
			out = out.put("propertyNames", object{}.put("pattern", "^(?:0|-?[1-9][0-9]*)$"))
		case model.KindUint:
			out = out.put("propertyNames", object{}.put("pattern", "^(?:0|[1-9][0-9]*)$"))
		}
		return out.put("additionalProperties", s.value(r.Elem))
	case model.KindStruct, model.KindOneOf:
		return object{}.put("$ref", s.prefix+s.names[r.Struct])
	case model.KindText:
		if r.Basic == "pointer" || r.Basic == "interface" {
			return object{}.put("type", []any{"string", "null"})
		}
		return object{}.put("type", "string")
	case model.KindJSON:
		if r.Type.Expr == "{math/big}.Int" {
			return object{}.put("type", []any{"integer", "null"})
		}
		return object{}.put("description", "The form is that of "+r.Type.Name+"'s MarshalJSON.")
	case model.KindProto:
		return object{}.put("description", "The form is protobuf's JSON mapping of "+r.Elem.Type.Name+", or null.")
	case model.KindRaw:
		return object{}.put("description", "Any JSON value.")
	}
	panic("emit: no schema for kind " + string(r.Kind))
}

// integer is the schema of a whole number with the bounds of its type.
func integer(r *model.Ref) object {
	n := uint(bits(r.Basic))
	one := big.NewInt(1)
	lower, upper := new(big.Int), new(big.Int).Lsh(one, n)
	if r.Kind == model.KindInt {
		upper.Rsh(upper, 1)
		lower.Neg(upper)
	}
	upper.Sub(upper, one)
	out := object{}.put("type", "integer")
	if n >= 32 {
		out = out.put("format", string(r.Kind)+strconv.Itoa(int(n)))
	}
	return out.put("minimum", json.Number(lower.String())).put("maximum", json.Number(upper.String()))
}

// constants names the constants of a type: those that a caller would write. They
// do not restrict values, which enum= does.
func constants(out object, r *model.Ref) object {
	if len(r.Consts) == 0 {
		return out
	}
	values, names := []any{}, object{}
	for _, c := range r.Consts {
		v := scalarValue(r, c.Value)
		values, names = append(values, v), names.put(c.Name, v)
	}
	return out.put("examples", values).put("x-sig-constants", names)
}

// quotedSchema is the schema of a field with the json option string.
func quotedSchema(r *model.Ref) object {
	pattern := `^-?(?:0|[1-9][0-9]*)$`
	switch r.Kind {
	case model.KindBool:
		return object{}.put("enum", []any{"true", "false"})
	case model.KindUint:
		pattern = `^(?:0|[1-9][0-9]*)$`
	case model.KindFloat, model.KindNumber:
		pattern = `^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$`
	case model.KindString:
		pattern = `^".*"$`
	}
	return object{}.put("type", "string").put("pattern", pattern)
}

// nullable is a schema that accepts null too.
func nullable(o object) object {
	switch t := o.get("type").(type) {
	case string:
		o = o.with("type", []any{t, "null"})
		if values, ok := o.get("enum").([]any); ok {
			o = o.with("enum", append(slices.Clone(values), nil))
		}
		return o
	case []any:
		return o
	}
	if o.get("$ref") != nil || o.get("enum") != nil || o.get("oneOf") != nil {
		return object{}.put("anyOf", []any{o, object{}.put("type", "null")})
	}
	return o // anything
}

// JSONSchema is a document with a definition of every struct, and of the params
// and the result of every runnable under its name: "tenant-db.query.params".
func JSONSchema(prog *model.Program) ([]byte, error) {
	if err := distinct(prog); err != nil {
		return nil, err
	}
	s := collect(prog, "#/$defs/")
	defs := s.definitions()
	for _, c := range routes(prog) {
		for _, m := range c.Methods {
			name := c.Name + "." + m.Name
			for _, part := range []struct {
				name string
				ref  *model.Ref
			}{{"params", m.Params}, {"result", m.Result}} {
				schema := object{}.put("type", "null")
				switch {
				case part.ref != nil && part.name == "result" && m.Stream:
					schema = object{}.put("type", "array").put("items", s.value(part.ref))
				case part.ref != nil:
					schema = s.value(part.ref)
				case part.name == "params":
					schema = object{}.put("type", []any{"object", "null"}).put("additionalProperties", false)
				}
				defs = defs.put(name+"."+part.name, schema)
			}
		}
	}
	return printJSON(object{}.put("$schema", Dialect).put("$defs", defs)), nil
}

// distinct makes sure that a route is declared once: two programs in one document would mix.
func distinct(prog *model.Program) error {
	seen := map[string]*model.Contract{}
	for _, c := range routes(prog) {
		if first := seen[c.Name]; first != nil {
			return fmt.Errorf("route %s is declared twice, at %s and at %s: name the packages of one program", c.Name, first.Pos, c.Pos)
		}
		seen[c.Name] = c
	}
	return nil
}
