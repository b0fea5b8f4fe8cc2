package plan

import (
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/model"
)

// A Package is what is emitted for one package of the model.
type Package struct {
	Model   *model.Package
	Imports []Import          // every package that its file may import, sorted by path
	Locals  map[string]string // how each of the Locals is called in this package

	Contracts  []*Contract  // of interfaces, source order
	Components []*Component // source order
	Events     []*Event     // source order
	Codecs     []*Codec     // dependencies before dependents
	Mount      *Mount       // nil without google/wire, or without a component

	byKey map[string]*Codec
}

// A Contract is a route with the names of what is emitted for it.
type Contract struct {
	Model *model.Contract
	Var   string // "apiContract"
	// NoTarget: it is the own route of a component that belongs to no tenant, so the host names none.
	NoTarget bool
	Methods  []*Method
}

// A Method is one runnable.
type Method struct {
	Model    *model.Method
	Index    string // "apiQuery"
	Call     string // "callAPIQuery"
	CallJSON string // "callAPIQueryJSON"
	// StreamJSON is "streamAPIQueryJSON"; "" for what is no stream.
	StreamJSON string
	Send       string // "sendAPIQuery"
	Cross      string // "crossAPIQuery"; "" when no value of it leads to memory that could be shared
}

// A Component is a component with the names of what is emitted for it.
type Component struct {
	Model    *model.Component
	Own      *Contract // its own runnables; nil when it has none
	Instance string    // "tenantDatabaseInstance"
	New      string    // "newTenantDatabase"
	Plan     string    // "tenantDatabasePlan", its wiring; "" when it has no cells
	Cells    []*Cell   // dependencies before dependents
	Props    *Codec    // its properties; nil when it has none
	Events   []*model.Event
}

// An Event is an event type with its codec.
type Event struct {
	Model *model.Event
	Codec *Codec
}

// A Codec is the set of functions that are needed for one struct; a name is ""
// when nobody needs that function.
type Codec struct {
	Type     *model.Type
	Decode   string            // "decodeQueryParams"
	Append   string            // "appendQueryParams"
	Check    string            // "checkQueryParams"
	Read     string            // "readSettings"
	Clone    string            // "cloneQueryParams"
	Keys     string            // "queryParamsKeys"
	Patterns map[string]string // by member name: "queryParamsTablePattern"

	decode, encode, check bool
	clone                 bool
	read                  bool // as settings, key by key
	reader                bool // by a function of its own
}

// A Mount is the wire set of a package.
type Mount struct {
	Needs     []string // import paths of the packages that have to be mounted before, sorted
	Unmounted []string // import paths of packages with providers that nobody can ask for, sorted
	Factories []string // "TenantDatabaseFactory"
}

// Codec returns the functions of the struct that ref uses.
func (p *Package) Codec(ref *model.Ref) *Codec { return p.byKey[ref.Struct] }

// Build plans every package of prog, in its order.
func Build(prog *model.Program) []*Package {
	out := make([]*Package, 0, len(prog.Packages))
	for _, m := range prog.Packages {
		out = append(out, build(m))
	}
	return out
}

// Empty reports whether nothing is emitted for p.
func (p *Package) Empty() bool {
	return len(p.Contracts) == 0 && len(p.Components) == 0 && len(p.Events) == 0
}

func build(m *model.Package) *Package {
	p := &Package{Model: m, byKey: map[string]*Codec{}}
	for _, t := range m.Types {
		p.byKey[t.Type.Expr] = &Codec{Type: t}
	}
	for _, c := range m.Contracts {
		p.Contracts = append(p.Contracts, contract(c))
	}
	for _, c := range m.Components {
		p.Components = append(p.Components, p.component(c))
	}
	for _, e := range m.Events {
		if c := p.byKey[e.Type.Expr]; c != nil {
			p.Events = append(p.Events, &Event{Model: e, Codec: c})
		}
	}
	p.needs()
	if m.WireUsed && len(p.Components) > 0 {
		p.Mount = mount(m)
	}
	p.names()
	return p
}

func contract(c *model.Contract) *Contract {
	out := &Contract{Model: c}
	for _, m := range c.Methods {
		out.Methods = append(out.Methods, &Method{Model: m})
	}
	return out
}

func (p *Package) component(c *model.Component) *Component {
	out := &Component{Model: c}
	if c.Own != nil {
		out.Own = contract(c.Own)
		out.Own.NoTarget = c.Scope != model.ScopeTenant
	}
	out.Events = append(append(out.Events, p.Model.Events...), p.Model.ForeignEvents...)
	out.Cells = cells(c)
	var members []*model.Member
	for _, f := range c.Fields {
		if f.Kind == model.FieldProp {
			members = append(members, f.Prop)
		}
	}
	if len(members) > 0 {
		name := c.Type.Name + "Props"
		expr := "{" + p.Model.Path + "}." + name
		out.Props = &Codec{Type: &model.Type{Type: model.TypeRef{PkgPath: p.Model.Path, Name: name, Expr: expr}, Members: members}, decode: true}
	}
	return out
}

// mount lists what has to be mounted before the components of m: the packages
// whose providers make the handles that they require.
func mount(m *model.Package) *Mount {
	out := &Mount{}
	needs, unmounted := map[string]bool{}, map[string]bool{}
	for _, c := range m.Components {
		out.Factories = append(out.Factories, c.Type.Name+"Factory")
		for _, f := range c.Fields {
			if path := provider(f); path != "" && path != m.Path && !f.Optional {
				if f.Unmounted {
					unmounted[path] = true
				} else {
					needs[path] = true
				}
			}
		}
	}
	out.Needs, out.Unmounted = sortedKeys(needs), sortedKeys(unmounted)
	return out
}

// provider is the package of the provider that fills in a field, "" when it is not known.
func provider(f *model.Field) string {
	switch f.Kind {
	case model.FieldSettings, model.FieldConfig:
		return ConfigPath
	case model.FieldHandle:
		switch f.Type.Expr {
		case "{" + RuntimePath + "}.Credentials":
			return ProviderPath + "/credentials"
		case "{" + RuntimePath + "}.Storage":
			return ProviderPath + "/storage"
		}
		return f.Provider
	case model.FieldService:
		if f.Type.Expr == "{"+RuntimePath+"}.ConfigAdmin" {
			return ConfigPath
		}
	}
	return ""
}

// Title begins s with a capital letter.
func Title(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// Lower begins s with small letters: "API" is "api", "HTTPServer" is "httpServer".
func Lower(s string) string {
	n := 0
	for n < len(s) && 'A' <= s[n] && s[n] <= 'Z' {
		n++
	}
	if n > 1 && n < len(s) && 'a' <= s[n] && s[n] <= 'z' {
		n--
	}
	return strings.ToLower(s[:n]) + s[n:]
}
