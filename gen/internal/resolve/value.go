package resolve

import (
	"cmp"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"github.com/sigen-dev/sigen/gen/internal/load"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

// The codes of what no codec can carry.
const (
	codeAny         = "SIG301"
	codeNoCodec     = "SIG302"
	codeHalfCodec   = "SIG303"
	codeMapKey      = "SIG304"
	codeOpaque      = "SIG305"
	codeNothingIn   = "SIG306"
	codeUnnameable  = "SIG307"
	codeGeneric     = "SIG208"
	codeAnonymous   = "SIG308"
	decodeSettingFn = "DecodeSetting"
)

// A use is what a value is needed for.
type use struct {
	decode, encode bool
	settings       bool // a member of a //sig:config struct, or the struct itself
	params         bool
	what           string         // "params of API.Query", for a message
	open           []*types.Named // named lists, maps and pointers that the value is inside of
}

// within reports whether the value is inside of one of type n, with no struct in between.
func (u use) within(n *types.Named) bool { return slices.Contains(u.open, n) }

// value resolves a type that is carried as JSON or read as a setting. It
// reports, at pos, what cannot be; path says where in what the type stands.
func (p *pkgResolver) value(t types.Type, pos token.Pos, path string, u use) *model.Ref {
	ref := p.carried(t, pos, path, u)
	if ref != nil {
		ref.Holds, ref.Clone = holds(t), clones(t)
	}
	return ref
}

func (p *pkgResolver) carried(t types.Type, pos token.Pos, path string, u use) *model.Ref {
	if p.invalid(t, pos) {
		return nil
	}
	t = p.canonical(t)
	n, _ := types.Unalias(t).(*types.Named)
	if n == nil {
		return p.underlying(t, t.Underlying(), pos, path, u)
	}
	obj := n.Obj()
	ref := &model.Ref{Type: p.ref(t), Named: true}
	if obj.Pkg() != nil {
		switch obj.Pkg().Path() + "." + obj.Name() {
		case "time.Time":
			ref.Kind = model.KindTime
			return ref
		case "time.Duration":
			ref.Kind, ref.Basic = model.KindDuration, "int64"
			return ref
		case "encoding/json.RawMessage", "encoding/json/jsontext.Value":
			ref.Kind = model.KindRaw
			return ref
		case "encoding/json.Number":
			ref.Kind, ref.Basic = model.KindNumber, "string"
			return ref
		}
		if p.unnameable(t, obj, pos, path) {
			return nil
		}
		if isProto(n) {
			p.report(codeNoCodec, pos, "write *"+p.show(t), "%s has type %s, a protobuf message, which may not be copied", path, p.show(t))
			return nil
		}
	}
	if isOpaque(n) {
		if !u.settings {
			p.report(codeOpaque, pos, "only a field of a //sig:config struct can have this type: the settings decoder alone mints it",
				"%s has type %s, which no caller can send", path, p.show(t))
			return nil
		}
		ref.Kind = model.KindOpaque
		return ref
	}
	if st, ok := n.Underlying().(*types.Struct); ok && p.hidden(st) {
		if name, _ := sigName(n); name != "" {
			p.report(codeNothingIn, pos, "send what a caller needs of it as a value of its own", "%s has type %s, which never leaves the component that holds it", path, p.show(t))
			return nil
		}
	}
	if it, ok := n.Underlying().(*types.Interface); ok {
		if tm := p.index.find(p.index.oneofs, obj); tm != nil {
			return p.oneofValue(ref, n, it, tm, pos, path, u)
		}
	}
	if kind, done := p.ownCodec(n, pos, path); done {
		if kind == "" {
			return nil
		}
		ref.Kind, ref.Basic = kind, shape(n)
		return ref
	}
	if st, ok := n.Underlying().(*types.Struct); ok {
		return p.structValue(ref, n, st, pos, path, u)
	}
	if u.within(n) {
		p.report(codeNoCodec, pos, "make it a struct with a field of the list or map: structs may contain themselves",
			"%s has type %s, which contains itself without a struct in between", path, p.show(n))
		return nil
	}
	u.open = append(slices.Clip(u.open), n)
	under := p.underlying(t, n.Underlying(), pos, path, u)
	if under != nil {
		under.Type, under.Named = ref.Type, true
		under.Consts = consts(n)
	}
	return under
}

// unnameable reports a type whose name cannot be written in this package.
func (p *pkgResolver) unnameable(t types.Type, obj *types.TypeName, pos token.Pos, path string) bool {
	if !obj.Exported() && obj.Pkg() != p.lp.Types {
		p.report(codeUnnameable, pos, "export it, or use a type that this package can name", "%s has type %s, which is not exported from its package", path, p.show(t))
		return true
	}
	if _, alias := t.(*types.Alias); !alias && !importable(publicPath(obj.Pkg().Path()), p.lp.Path) {
		p.report(codeUnnameable, pos, "use a type that this package may import", "%s has type %s of an internal package", path, p.show(t))
		return true
	}
	return false
}

// consts are the exported constants of n in its own package, in source order.
func consts(n *types.Named) []model.Const {
	if b, ok := n.Underlying().(*types.Basic); !ok || n.Obj().Pkg() == nil || b.Info()&(types.IsString|types.IsInteger|types.IsFloat) == 0 {
		return nil
	}
	var found []*types.Const
	scope := n.Obj().Pkg().Scope()
	for _, name := range scope.Names() {
		if c, ok := scope.Lookup(name).(*types.Const); ok && c.Exported() && c.Val().Kind() != constant.Unknown && types.Identical(c.Type(), n) {
			found = append(found, c)
		}
	}
	slices.SortStableFunc(found, func(a, b *types.Const) int { return cmp.Compare(a.Pos(), b.Pos()) })
	var out []model.Const
	for _, c := range found {
		lit := model.Literal{Text: c.Val().ExactString()}
		if c.Val().Kind() == constant.String {
			lit.Text = constant.StringVal(c.Val())
		}
		if c.Val().Kind() == constant.Float { // ExactString may be a fraction
			f, _ := constant.Float64Val(c.Val())
			lit.Text = strconv.FormatFloat(f, 'g', -1, 64)
		}
		lit.Go = lit.Text
		out = append(out, model.Const{Name: c.Name(), Value: lit})
	}
	return out
}

// shape says what lies beneath a type that encodes itself, for omitempty and omitzero; "" for a struct.
func shape(n *types.Named) string {
	switch u := n.Underlying().(type) {
	case *types.Basic:
		return basicName(u)
	case *types.Slice:
		return "slice"
	case *types.Map:
		return "map"
	case *types.Array:
		return "array"
	case *types.Pointer:
		return "pointer"
	case *types.Interface:
		return "interface"
	}
	return ""
}

// basicName is the name of a predeclared type without its aliases.
func basicName(b *types.Basic) string {
	switch b.Name() {
	case "byte":
		return "uint8"
	case "rune":
		return "int32"
	}
	return b.Name()
}

// isOpaque reports whether only a settings decoder makes values of n.
func isOpaque(n *types.Named) bool {
	obj := n.Obj()
	if obj.Pkg() != nil && obj.Name() == "URL" && obj.Pkg().Path() == load.RuntimePath+"/provider/sqldb" {
		return true
	}
	sig := method(n, decodeSettingFn)
	return sig != nil && sig.Params().Len() == 1 && sig.Results().Len() == 1 && isError(sig.Results().At(0).Type())
}

// ownCodec says whether n encodes itself. A type that only encodes or only decodes is refused:
// every value is read by a client somewhere.
func (p *pkgResolver) ownCodec(n *types.Named, pos token.Pos, path string) (model.Kind, bool) {
	for _, c := range []struct {
		kind    model.Kind
		out, in string
	}{{model.KindJSON, "MarshalJSON", "UnmarshalJSON"}, {model.KindText, "MarshalText", "UnmarshalText"}} {
		out, in := isMarshal(method(n, c.out)), isUnmarshal(method(n, c.in))
		switch {
		case out && in:
			return c.kind, true
		case out || in:
			has, lacks := c.out, c.in
			if in {
				has, lacks = lacks, has
			}
			if _, isInterface := n.Underlying().(*types.Interface); isInterface {
				break
			}
			p.report(codeHalfCodec, pos, "write both methods, or neither", "%s has type %s, which has %s but no %s", path, p.show(n), has, lacks)
			return "", true
		}
	}
	return "", false
}

func isMarshal(sig *types.Signature) bool {
	return sig != nil && sig.Params().Len() == 0 && sig.Results().Len() == 2 && isByteSlice(sig.Results().At(0).Type()) && isError(sig.Results().At(1).Type())
}

func isUnmarshal(sig *types.Signature) bool {
	return sig != nil && sig.Params().Len() == 1 && sig.Results().Len() == 1 && isByteSlice(sig.Params().At(0).Type()) && isError(sig.Results().At(0).Type())
}

func isByteSlice(t types.Type) bool {
	s, ok := types.Unalias(t).Underlying().(*types.Slice)
	return ok && isByte(s.Elem())
}

func isByte(t types.Type) bool {
	b, ok := types.Unalias(t).Underlying().(*types.Basic)
	return ok && b.Kind() == types.Uint8
}

func (p *pkgResolver) underlying(t, u types.Type, pos token.Pos, path string, us use) *model.Ref {
	ref := &model.Ref{Type: p.ref(t)}
	inner := us
	inner.settings = false
	switch u := u.(type) {
	case *types.Basic:
		ref.Basic = basicName(u)
		switch info := u.Info(); {
		case info&types.IsBoolean != 0:
			ref.Kind = model.KindBool
		case info&types.IsString != 0:
			ref.Kind = model.KindString
		case info&types.IsUnsigned != 0 && u.Kind() != types.Uintptr:
			ref.Kind = model.KindUint
		case info&types.IsInteger != 0 && u.Kind() != types.Uintptr:
			ref.Kind = model.KindInt
		case info&types.IsFloat != 0:
			ref.Kind = model.KindFloat
		case u.Kind() == types.Uintptr:
			p.report(codeNoCodec, pos, "use uint64 for a number", "%s has type %s, an address, which means nothing to others", path, p.show(t))
			return nil
		default:
			p.report(codeNoCodec, pos, "use a type that JSON has a form for", "%s has type %s, which has no JSON form", path, p.show(t))
			return nil
		}
		return ref
	case *types.Pointer:
		if isProto(u.Elem()) {
			return p.protoValue(ref, p.canonical(u.Elem()), pos, path)
		}
		ref.Kind = model.KindPointer
		ref.Elem = p.value(u.Elem(), pos, path, inner)
	case *types.Slice:
		if isByte(u.Elem()) && !hasOwnCodec(u.Elem()) {
			ref.Kind = model.KindBytes
			if !types.Identical(types.Unalias(u.Elem()), types.Typ[types.Uint8]) {
				ref.Elem = p.value(u.Elem(), pos, path, inner)
				if ref.Elem == nil {
					return nil
				}
			}
			return ref
		}
		ref.Kind = model.KindSlice
		ref.Elem = p.value(u.Elem(), pos, "an element of "+path, inner)
	case *types.Array:
		ref.Kind, ref.Len = model.KindArray, int(u.Len())
		ref.Elem = p.value(u.Elem(), pos, "an element of "+path, inner)
	case *types.Map:
		ref.Kind = model.KindMap
		ref.Key = p.mapKey(u.Key(), pos, path)
		if ref.Key == nil {
			return nil
		}
		ref.Elem = p.value(u.Elem(), pos, "a value of "+path, inner)
	case *types.Struct:
		return p.unnamedValue(u, pos, path, us)
	case *types.Interface:
		if u.Empty() {
			p.report(codeAny, pos, "use the type that it holds, or json.RawMessage for JSON that is passed on", "%s has type %s, which says nothing about its fields", path, p.show(t))
		} else {
			p.report(codeNoCodec, pos, "use the concrete type, or mark an interface of your own with //sig:oneof", "%s has the interface type %s, which cannot be decoded", path, p.show(t))
		}
		return nil
	case *types.Chan:
		p.report(codeNoCodec, pos, "return a slice", "%s has the channel type %s, which has no JSON form", path, p.show(t))
		return nil
	case *types.Signature:
		p.report(codeNoCodec, pos, "pass data, not code", "%s has the function type %s, which has no JSON form", path, p.show(t))
		return nil
	default:
		p.report(codeNoCodec, pos, "use a concrete type", "%s has type %s, which has no JSON form", path, p.show(t))
		return nil
	}
	if ref.Elem == nil {
		return nil
	}
	return ref
}

func hasOwnCodec(t types.Type) bool {
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return method(n, "MarshalJSON") != nil || method(n, "MarshalText") != nil
	}
	return false
}

// mapKey resolves what encoding/json accepts as a map's key: text, strings and whole numbers.
func (p *pkgResolver) mapKey(t types.Type, pos token.Pos, path string) *model.Ref {
	t = p.canonical(t)
	ref := &model.Ref{Type: p.ref(t), Holds: holds(t), Clone: clones(t)}
	n, _ := types.Unalias(t).(*types.Named)
	ref.Named = n != nil
	basic, _ := t.Underlying().(*types.Basic)
	if n != nil && (basic == nil || basic.Info()&types.IsString == 0) && isMarshal(method(n, "MarshalText")) && types.NewMethodSet(n).Lookup(nil, "MarshalText") == nil {
		p.report(codeMapKey, pos, "give MarshalText a receiver without the star", "%s is a map with keys of type %s, whose MarshalText is a method of its pointer, which a key has not", path, p.show(t))
		return nil
	}
	if n != nil && isMarshal(method(n, "MarshalText")) != isUnmarshal(method(n, "UnmarshalText")) {
		p.report(codeHalfCodec, pos, "write both methods, or neither", "%s is a map with keys of type %s, which has only one of MarshalText and UnmarshalText", path, p.show(t))
		return nil
	}
	if basic != nil && basic.Info()&types.IsString != 0 {
		ref.Kind, ref.Basic = model.KindString, "string"
		if n != nil && isMarshal(method(n, "MarshalText")) && isUnmarshal(method(n, "UnmarshalText")) {
			ref.Kind = model.KindText
		}
		return ref
	}
	if n != nil && isMarshal(method(n, "MarshalText")) && isUnmarshal(method(n, "UnmarshalText")) {
		ref.Kind = model.KindText
		return ref
	}
	if basic != nil && basic.Info()&types.IsInteger != 0 && basic.Kind() != types.Uintptr {
		ref.Kind, ref.Basic = model.KindInt, basicName(basic)
		if basic.Info()&types.IsUnsigned != 0 {
			ref.Kind = model.KindUint
		}
		return ref
	}
	p.report(codeMapKey, pos, "a key is a string, a whole number, or a type with MarshalText and UnmarshalText", "%s is a map with keys of type %s", path, p.show(t))
	return nil
}

// structValue resolves a use of a struct and, at its first use, its members.
func (p *pkgResolver) structValue(ref *model.Ref, t types.Type, st *types.Struct, pos token.Pos, path string, u use) *model.Ref {
	ref.Kind, ref.Struct = model.KindStruct, ref.Type.Expr
	u.open = nil
	if p.hidden(st) {
		p.report(codeNothingIn, pos, "use a type whose fields are exported", "%s has type %s, which has no exported field, so nothing of it could be carried", path, p.show(t))
		return nil
	}
	typ := p.codecs[ref.Struct]
	if typ == nil {
		typ = &model.Type{Type: ref.Type, Pos: p.pos(pos)}
		if obj, _ := nameOf(t); obj != nil {
			if d := p.decl(obj); d != nil {
				p.needs(d.spec.Pos(), d.spec.End())
				typ.Doc, typ.Pos = d.doc, p.pos(obj.Pos())
			}
		}
		p.codecs[ref.Struct] = typ
		p.walked[walk{ref.Struct, u.settings}] = true
		typ.Members = p.members(t, ref.Type.Name, st, pos, u)
		typ.Hidden = hides(st, nil, typ.Members)
		p.order = append(p.order, ref.Struct)
	} else if at := (walk{ref.Struct, u.settings}); !p.walked[at] {
		p.walked[at] = true
		p.members(t, ref.Type.Name, st, pos, u) // what is allowed differs; the members do not
	}
	typ.Decode = typ.Decode || u.decode && !u.settings
	typ.Encode = typ.Encode || u.encode
	typ.Settings = typ.Settings || u.settings
	return ref
}

// hidden reports whether st has fields but none that JSON sees.
func (p *pkgResolver) hidden(st *types.Struct) bool {
	for f := range st.Fields() {
		if f.Exported() || f.Embedded() {
			return false
		}
	}
	return st.NumFields() > 0
}

// finishTypes hands what is needed of a struct on to the structs inside it.
func (p *pkgResolver) finishTypes() {
	for changed := true; changed; {
		changed = false
		for _, key := range p.order {
			t := p.codecs[key]
			for _, m := range t.Members {
				if len(m.Enum) > 0 || m.Min != nil || m.Max != nil || m.Pattern != "" {
					changed = changed || !t.Validate
					t.Validate = true
				}
				eachStruct(m.Ref, func(key string) {
					in := p.codecs[key]
					// A struct directly in settings is read by dotted keys, one in a container as JSON.
					asJSON := t.Settings && m.Ref.Kind != model.KindStruct
					d, e := in.Decode || t.Decode || asJSON, in.Encode || t.Encode
					v := t.Validate || in.Validate
					changed = changed || d != in.Decode || e != in.Encode || v != t.Validate
					in.Decode, in.Encode, t.Validate = d, e, v
				})
			}
		}
	}
	for _, key := range p.order {
		t := p.codecs[key]
		t.Recursive = p.reaches(key, key, map[string]bool{})
		p.out.Types = append(p.out.Types, t)
	}
}

func (p *pkgResolver) reaches(from, to string, seen map[string]bool) bool {
	found := false
	for _, m := range p.codecs[from].Members {
		eachStruct(m.Ref, func(key string) {
			if key == to {
				found = true
			} else if !seen[key] && !found {
				seen[key] = true
				found = p.reaches(key, to, seen)
			}
		})
	}
	return found
}

func eachStruct(r *model.Ref, f func(key string)) {
	if r == nil {
		return
	}
	if r.Struct != "" {
		f(r.Struct)
	}
	eachStruct(r.Elem, f)
}
