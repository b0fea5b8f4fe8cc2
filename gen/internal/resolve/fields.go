package resolve

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/load"
	"github.com/sigen-dev/sigen/gen/internal/marker"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

// The codes of a component's fields.
const (
	codeFieldType    = "SIG220"
	codeFieldOption  = "SIG221"
	codeUntagged     = "SIG222"
	codeSettingsType = "SIG223"
	codeHandleType   = "SIG224"
	codeMapField     = "SIG225"
)

// fieldOptions are the tag options of a component's fields.
var fieldOptions = []string{"requires", "optional", "scope", "key", "prop", "default", "min", "max", "enum", "pattern"}

func nearest(word string, names []string) string { return diag.Nearest(word, names) }

// fields resolves the fields of a component that the kernel fills in, and its signals.
func (p *pkgResolver) fields(c *componentMark) {
	for i := range c.st.NumFields() {
		v := c.st.Field(i)
		t := p.fieldTag(v, c.st.Tag(i), v.Pos())
		name, args := sigName(v.Type())
		if name == "Signal" && len(args) == 1 && !t.found {
			c.out.Signals = append(c.out.Signals, &model.SignalField{GoName: v.Name(), Elem: p.signalElem(args[0]), Compare: compare(args[0]), Pos: p.pos(v.Pos())})
			continue
		}
		if n, _ := sigName(deref(v.Type())); n == "Signal" && name != "Signal" {
			p.report(codeFieldType, v.Pos(), "write sig.Signal[T] without the star", "field %s is a pointer to a signal; an instance holds its cells inline", v.Name())
			continue
		}
		if !t.found {
			p.untagged(c, v, name)
			if name != "Instance" {
				p.embeddedFields(v)
			}
			continue
		}
		if v.Embedded() || v.Name() == "_" {
			p.report(codeFieldOption, t.pos(0), "give the field a name", "an embedded or blank field cannot be filled in")
			continue
		}
		if f := p.field(c, v, t); f != nil {
			c.out.Fields = append(c.out.Fields, f)
		}
	}
}

// embeddedFields reports requirements, props and cells inside an embedded struct: only a component's own fields are filled in.
func (p *pkgResolver) embeddedFields(v *types.Var) {
	st, ok := types.Unalias(deref(v.Type())).Underlying().(*types.Struct)
	if !v.Embedded() || !ok {
		return
	}
	for i := range st.NumFields() {
		inner := st.Field(i)
		tag, _ := marker.FindTag("`" + st.Tag(i) + "`")
		if name, _ := sigName(deref(inner.Type())); name != "Signal" && !tag.Found() {
			continue
		}
		d := p.report(codeFieldOption, v.Pos(), "write the field in the component itself", "embedded %s has the field %s, which only a component's own field could be", v.Name(), inner.Name())
		p.relate(d, p.objPos(inner), "the field")
		if obj, _ := nameOf(types.Unalias(deref(v.Type()))); obj != nil && obj.Pkg() == p.lp.Types {
			p.embedded[obj.Name()] = true
		}
	}
}

// signalElem names the type of a signal's value, which is never encoded.
func (p *pkgResolver) signalElem(t types.Type) *model.Ref {
	t = p.canonical(t)
	ref := &model.Ref{Type: p.ref(t)}
	if b, ok := t.Underlying().(*types.Basic); ok {
		ref.Basic = b.Name()
	}
	_, ref.Named = types.Unalias(t).(*types.Named)
	return ref
}

// untagged warns about a handle that nobody will fill in.
func (p *pkgResolver) untagged(c *componentMark, v *types.Var, name string) {
	if c.out.Scope == model.ScopeProvider {
		return
	}
	handle := slices.Contains([]string{"Settings", "Config", "Credentials", "Storage"}, name) || isNamed(v.Type(), load.RuntimePath+"/provider/sqldb", "Pool")
	if obj, _ := nameOf(types.Unalias(v.Type())); obj != nil {
		if pr, ok := p.predictedType(obj); ok && (pr.Kind == load.PredictedClient || pr.Kind == load.PredictedAdminClient) {
			handle = true
		}
	}
	if handle {
		d := p.report(codeUntagged, v.Pos(), "write `sig:\"requires\"` behind it", "field %s of type %s has no sig tag, so the kernel leaves it empty", v.Name(), p.show(v.Type()))
		d.Severity = diag.Warning
	}
}

func (p *pkgResolver) field(c *componentMark, v *types.Var, t *fieldTag) *model.Field {
	if p.invalid(v.Type(), v.Pos()) {
		return nil
	}
	f := &model.Field{GoName: v.Name(), Pos: p.pos(v.Pos())}
	known := []string{"requires", "optional", "scope", "key"}
	if t.Has("prop") {
		known = append([]string{"prop"}, memberOptions...)
	}
	p.options(t, known, "a field of a component")
	if t.Has("prop") {
		if t.Has("requires") {
			o, _ := t.Option("requires")
			p.report(codeFieldOption, t.pos(o.Off), "a prop is set when an instance is made, a requirement by the kernel: keep one", "field %s is both a prop and a requirement", v.Name())
			return nil
		}
		return p.prop(f, v, t)
	}
	if !t.Has("requires") {
		if len(t.Options) > 0 {
			p.report(codeFieldOption, t.pos(0), "begin the tag with requires or prop", "the tag of %s says neither requires nor prop", v.Name())
		}
		return nil
	}
	f.Optional = t.Has("optional")
	if o, ok := t.Option("scope"); ok && o.HasValue {
		if o.Value() != "tenant" {
			p.report(codeFieldOption, t.pos(o.Parts[0].Off), "the only wider scope of a handle is scope=tenant", "unknown scope %q of %s", o.Value(), v.Name())
			return nil
		}
		f.TenantWide = true
		if c.out.Scope != model.ScopeTenant {
			p.report(codeFieldOption, t.pos(o.Off), "remove it", "%s asks for scope=tenant, but component %s belongs to no tenant", v.Name(), c.out.Name)
			return nil
		}
	}
	f.MapKey = t.Value("key")
	if !p.requirement(f, v, t) {
		return nil
	}
	if o, ok := t.Option("key"); ok && f.Kind != model.FieldMap {
		p.report(codeMapField, t.pos(o.Off), "key= names the property by which the providers in a map[string]Contract are found", "%s has key=, but is not a map of providers", v.Name())
		return nil
	}
	if o, ok := t.Option("scope"); ok && f.Kind != model.FieldHandle {
		p.report(codeFieldOption, t.pos(o.Off), "remove it", "scope=tenant is for handles, and %s is %s", v.Name(), p.show(v.Type()))
		return nil
	}
	return f
}

// requirement decides what the kernel puts into a field.
func (p *pkgResolver) requirement(f *model.Field, v *types.Var, t *fieldTag) bool {
	typ := p.canonical(v.Type())
	f.Type = p.ref(typ)
	name, args := sigName(typ)
	switch name {
	case "Settings":
		return p.settingsField(f, v, args)
	case "Config":
		f.Kind = model.FieldConfig
		return true
	case "Kernel", "Bus", "Scoped":
		f.Kind = model.FieldService // check's isolation rule says why not
		return true
	}
	obj, _ := nameOf(types.Unalias(typ))
	if pr, ok := p.predictedType(obj); ok {
		switch pr.Kind {
		case load.PredictedClient, load.PredictedAdminClient:
			return p.clientField(f, v, obj, pr)
		case load.PredictedHostClient:
			p.report(codeFieldType, v.Pos(), "use "+strings.TrimSuffix(obj.Name(), "HostClient")+"Client, which calls as this component", "field %s is the host's client, which components cannot hold", v.Name())
			return false
		}
	}
	switch u := typ.Underlying().(type) {
	case *types.Interface:
		return p.interfaceField(f, v, typ, obj)
	case *types.Slice:
		return p.manyField(f, v, u.Elem(), model.FieldList)
	case *types.Map:
		if b, ok := u.Key().Underlying().(*types.Basic); !ok || b.Kind() != types.String {
			p.report(codeMapField, v.Pos(), "write map[string]"+p.show(u.Elem()), "the providers in %s are found by a text, so its key must be string", v.Name())
			return false
		}
		if !p.manyField(f, v, u.Elem(), model.FieldMap) {
			return false
		}
		if f.MapKey == "" {
			p.report(codeMapField, t.pos(0), "write sig:\"requires,key=region\" for the property region of the providers", "%s is a map of providers without key=", v.Name())
			return false
		}
		return true
	case *types.Struct:
		if obj == nil {
			break
		}
		for i := range u.NumFields() {
			if u.Field(i).Exported() {
				d := p.report(codeHandleType, v.Pos(), "make its fields unexported, so that nothing but its methods reaches what they hold", "the handle type %s of %s has the exported field %s", p.show(typ), v.Name(), u.Field(i).Name())
				p.relate(d, p.objPos(u.Field(i)), "the field")
				return false
			}
		}
		if u.NumFields() == 0 {
			p.report(codeHandleType, v.Pos(), "give it an unexported field with what its provider opened", "the handle type %s of %s has no fields, so it could hold nothing", p.show(typ), v.Name())
			return false
		}
		f.Kind, f.Provider = model.FieldHandle, p.providerOf(obj)
		f.Unmounted = f.Provider != "" && !p.mounts(obj.Pkg())
		return true
	}
	hint := "require a contract, a client, sig.Settings[T], or a handle that a provider opens"
	if _, ok := types.Unalias(typ).(*types.Pointer); ok {
		hint = "a handle is a struct, not a pointer: nobody else may change it"
	}
	p.report(codeFieldType, v.Pos(), hint, "nobody can provide field %s of type %s", v.Name(), p.show(typ))
	return false
}

// predictedType says what sigen makes of a type's name; obj is nil for an unnamed type.
func (p *pkgResolver) predictedType(obj *types.TypeName) (load.Predicted, bool) {
	if obj == nil {
		return load.Predicted{}, false
	}
	return p.index.predicted(obj)
}

func (p *pkgResolver) settingsField(f *model.Field, v *types.Var, args []types.Type) bool {
	f.Kind = model.FieldSettings
	if len(args) != 1 {
		return false
	}
	if p.invalid(args[0], v.Pos()) {
		return false
	}
	obj, _ := nameOf(types.Unalias(args[0]))
	tm := p.index.find(p.index.configs, obj)
	if tm == nil {
		d := p.report(codeSettingsType, v.Pos(), "write //sig:config prefix=… above the struct", "%s, the type of %s, is not a //sig:config struct", p.show(args[0]), v.Name())
		p.relate(d, p.objPosOf(obj), "declared here")
		return false
	}
	f.Type, f.Prefix = p.ref(types.Unalias(args[0])), tm.mark.Value("prefix")
	f.Compare = compare(args[0])
	// The reader of the settings is emitted here, even when the struct is another package's.
	return p.value(args[0], v.Pos(), "settings "+obj.Name(), use{decode: true, settings: true, what: "settings " + obj.Name()}) != nil
}

func (p *pkgResolver) objPosOf(obj *types.TypeName) token.Pos {
	if obj == nil {
		return token.NoPos
	}
	return p.objPos(obj)
}

func (p *pkgResolver) clientField(f *model.Field, v *types.Var, obj *types.TypeName, pr load.Predicted) bool {
	owner, _ := obj.Pkg().Scope().Lookup(pr.Of).(*types.TypeName)
	if owner == nil {
		return false
	}
	f.Kind = model.FieldClient
	if pr.Kind == load.PredictedAdminClient {
		f.Kind = model.FieldAdminClient
	}
	tm := p.index.find(p.index.contracts, owner)
	if tm == nil {
		tm = p.index.find(p.index.components, owner)
	}
	if tm == nil {
		return false
	}
	f.Contract = p.contractRef(owner, tm, v.Pos())
	return true
}

func (p *pkgResolver) interfaceField(f *model.Field, v *types.Var, typ types.Type, obj *types.TypeName) bool {
	if obj == nil || obj.Pkg() == nil {
		p.report(codeFieldType, v.Pos(), "require a named contract", "field %s has an interface type that nobody can provide by name", v.Name())
		return false
	}
	if tm := p.index.find(p.index.contracts, obj); tm != nil {
		f.Kind, f.Contract = model.FieldContract, p.contractRef(obj, tm, v.Pos())
		return true
	}
	if p.hasContractValue(obj) {
		f.Kind = model.FieldService
		return true
	}
	d := p.report(codeFieldType, v.Pos(), "write //sig:contract above it, or require a handle that a provider opens", "field %s requires the interface %s, which is not a contract", v.Name(), p.show(typ))
	p.relate(d, p.objPos(obj), "declared here")
	return false
}

// hasContractValue reports whether a value XContract of type sig.Contract[X] stands beside the interface,
// or it is an interface of the runtime itself.
func (p *pkgResolver) hasContractValue(obj *types.TypeName) bool {
	if publicPath(obj.Pkg().Path()) == load.RuntimePath {
		return slices.Contains([]string{"ConfigAdmin", "Logger"}, obj.Name())
	}
	value := obj.Pkg().Scope().Lookup(obj.Name() + "Contract")
	if value == nil {
		return false
	}
	name, _ := sigName(value.Type())
	return name == "Contract"
}

func (p *pkgResolver) manyField(f *model.Field, v *types.Var, elem types.Type, kind model.FieldKind) bool {
	obj, _ := nameOf(types.Unalias(elem))
	tm := p.index.find(p.index.contracts, obj)
	if tm == nil {
		hint := "a slice or map that is required holds a contract's providers"
		if pr, ok := p.predictedType(obj); ok {
			hint += ": write " + pr.Of
		}
		d := p.report(codeFieldType, v.Pos(), hint, "field %s has elements of type %s, which is not a contract", v.Name(), p.show(elem))
		p.relate(d, p.objPosOf(obj), "declared here")
		return false
	}
	f.Kind, f.Contract = kind, p.contractRef(obj, tm, v.Pos())
	return true
}

// providerOf is the package of a handle type, if a provider component that opens it is declared there.
func (p *pkgResolver) providerOf(handle *types.TypeName) string {
	if handle.Pkg() == nil {
		return ""
	}
	path := handle.Pkg().Path()
	for _, tm := range p.index.componentsOf(path) {
		if tm.mark.Value("scope") != string(model.ScopeProvider) {
			continue
		}
		obj, _ := handle.Pkg().Scope().Lookup(tm.spec.Name.Name).(*types.TypeName)
		if obj == nil {
			continue
		}
		open := method(obj.Type(), "Open")
		if open != nil && open.Results().Len() == 2 && types.Identical(types.Unalias(open.Results().At(0).Type()), types.Unalias(handle.Type())) {
			return path
		}
	}
	return ""
}

// mounts reports whether pkg has, or will have, the Mount and Mounted of a wire set, and this package may
// import it. Another module without google/wire has none, and an internal package is its neighbours' alone.
func (p *pkgResolver) mounts(pkg *types.Package) bool {
	if pkg.Name() == "main" || !importable(pkg.Path(), p.lp.Path) {
		return false
	}
	mounted, _ := pkg.Scope().Lookup("Mounted").(*types.TypeName)
	mount, _ := pkg.Scope().Lookup("Mount").(*types.Func)
	if mounted == nil || mount == nil {
		return false
	}
	in, out := mount.Signature().Params(), mount.Signature().Results()
	if in.Len() == 0 || out.Len() != 2 || !types.Identical(out.At(0).Type(), mounted.Type()) {
		return false // somebody's own
	}
	name, _ := sigName(deref(in.At(0).Type()))
	return name == "Kernel"
}

// prop resolves a field that is set when an instance is made.
func (p *pkgResolver) prop(f *model.Field, v *types.Var, t *fieldTag) *model.Field {
	u := use{decode: true, what: "prop " + v.Name()}
	ref := p.value(v.Type(), v.Pos(), "prop "+v.Name(), u)
	if ref == nil {
		return nil
	}
	f.Kind, f.Type = model.FieldProp, p.ref(v.Type())
	f.Prop = &model.Member{GoName: v.Name(), Path: []string{v.Name()}, Name: kebab(v.Name()), Ref: ref, Doc: p.fieldDoc(v), Pos: p.pos(v.Pos()),
		Optional: ref.Kind == model.KindPointer || ref.Kind == model.KindProto || t.Has("optional")}
	p.constraints(f.Prop, t, u)
	return f
}

// handles lists every T whose sig.Scoped[T] a provider component implements.
func (p *pkgResolver) handles(c *componentMark) {
	if c.out.Scope != model.ScopeProvider {
		return
	}
	c.out.Services = services(c.named)
	set := types.NewMethodSet(types.NewPointer(c.named))
	sel := set.Lookup(p.lp.Types, "Open")
	if sel == nil {
		return
	}
	sig, _ := sel.Obj().Type().(*types.Signature)
	if sig == nil || sig.Params().Len() != 2 || sig.Results().Len() != 2 {
		return
	}
	if name, _ := sigName(sig.Params().At(1).Type()); name != "Scope" || !isContext(sig.Params().At(0).Type()) {
		return
	}
	for _, name := range []string{"Remains", "Purge"} {
		if set.Lookup(p.lp.Types, name) == nil {
			p.report(codeNotProvided, c.mark.Pos, "write Remains and Purge of sig.Scoped[T] too", "%s opens handles but has no method %s, so what they leave behind could not be removed", c.obj.Name(), name)
		}
	}
	t := sig.Results().At(0).Type()
	st, ok := types.Unalias(t).Underlying().(*types.Struct)
	obj, _ := nameOf(types.Unalias(t))
	if !ok || obj == nil {
		p.report(codeHandleType, at(sel.Obj().Pos(), c.mark.Pos), "return a struct with unexported fields", "%s opens handles of type %s, which is not a concrete struct", c.obj.Name(), p.show(t))
		return
	}
	for field := range st.Fields() {
		if field.Exported() {
			d := p.report(codeHandleType, at(sel.Obj().Pos(), c.mark.Pos), "make its fields unexported", "%s opens handles of type %s, whose field %s is exported", c.obj.Name(), p.show(t), field.Name())
			p.relate(d, p.objPos(field), "the field")
			return
		}
	}
	c.out.Handles = append(c.out.Handles, p.ref(p.canonical(t)))
}
