package gen

import (
	"context"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/check"
	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/load"
	"github.com/sigen-dev/sigen/gen/internal/model"
	"github.com/sigen-dev/sigen/gen/internal/resolve"
)

// DescriptionVersion is the version of Program as JSON. It grows when a field
// changes its meaning or goes; new fields do not count.
const DescriptionVersion = 1

// A Program is what directives say of a set of packages, as data: what list,
// graph, doc and diff are made of. Lists are in the order of import paths, and of
// the source within a package.
type Program struct {
	Version    int         `json:"version"`
	Components []Component `json:"components"`
	Contracts  []Contract  `json:"contracts"` // routes: of interfaces, and of components with runnables of their own
	Events     []Event     `json:"events"`
	Mains      []Main      `json:"mains"`
}

// A Component is a struct marked //sig:component.
type Component struct {
	Name      string         `json:"name"`
	Version   string         `json:"version,omitempty"`
	Scope     string         `json:"scope"`
	Package   string         `json:"package"`
	Type      string         `json:"type"`
	Doc       string         `json:"doc,omitempty"`
	Pos       string         `json:"pos"`      // "shop/cart.go:12", relative to the directory of the run
	Provides  []string       `json:"provides"` // routes, its own last
	Opens     []string       `json:"opens"`    // types of handles, of a provider
	Requires  []Requirement  `json:"requires"`
	Props     []Field        `json:"props"`
	Settings  []SettingsKeys `json:"settings"`
	Signals   []string       `json:"signals"`
	Computed  []Reader       `json:"computed"`
	Effects   []Reader       `json:"effects"`
	Hooks     []string       `json:"hooks"`
	Subscribe []Subscription `json:"subscribe"`
}

// A Requirement is a field that the kernel fills in.
type Requirement struct {
	Field    string `json:"field"`
	Kind     string `json:"kind"`            // settings, config, handle, client, admin-client, contract, list, map, service
	Route    string `json:"route,omitempty"` // of the contract
	Type     string `json:"type,omitempty"`  // of what is no contract
	Optional bool   `json:"optional,omitempty"`
	Pos      string `json:"pos"`
}

// SettingsKeys are the keys that one settings struct reads.
type SettingsKeys struct {
	Prefix string  `json:"prefix"`
	Type   string  `json:"type"`
	Keys   []Field `json:"keys"`
}

// A Reader is a computed value or an effect, and what it reads, in read order.
type Reader struct {
	Name    string `json:"name"`
	Type    string `json:"type,omitempty"` // of the value
	Dynamic bool   `json:"dynamic,omitempty"`
	Reads   []Read `json:"reads"`
	Pos     string `json:"pos"`
}

// A Read is one read that the analysis found.
type Read struct {
	Kind string `json:"kind"` // settings, config, signal, computed, credentials
	Name string `json:"name"` // the field, or the computed's accessor
	Pos  string `json:"pos"`
}

// A Subscription is a method that takes events.
type Subscription struct {
	Method string `json:"method"`
	Topic  string `json:"topic"`
	Event  string `json:"event"`
}

// A Contract is a route and its runnables.
type Contract struct {
	Route     string     `json:"route"`
	Package   string     `json:"package"`
	Type      string     `json:"type"` // the interface, or the component's struct
	Interface bool       `json:"interface"`
	Doc       string     `json:"doc,omitempty"`
	Pos       string     `json:"pos"`
	Runnables []Runnable `json:"runnables"`
}

// A Runnable is one method that can be called by name.
type Runnable struct {
	Name        string `json:"name"` // behind the route: "query"
	Method      string `json:"method"`
	Desc        string `json:"desc,omitempty"`
	Doc         string `json:"doc,omitempty"`
	Timeout     string `json:"timeout,omitempty"`
	Idempotent  bool   `json:"idempotent,omitempty"`
	Destructive bool   `json:"destructive,omitempty"`
	Stream      bool   `json:"stream,omitempty"`
	Params      *Shape `json:"params,omitempty"`
	Result      *Shape `json:"result,omitempty"`
	Pos         string `json:"pos"`
}

// An Event is a struct marked //sig:event.
type Event struct {
	Topic string `json:"topic"`
	Type  string `json:"type"`
	Shape *Shape `json:"shape,omitempty"`
	Pos   string `json:"pos"`
}

// A Main is a program: a package main and the components that it discovers.
type Main struct {
	Package    string   `json:"package"`
	Components []string `json:"components"` // names
	Pos        string   `json:"pos"`
}

// A Shape says what a value looks like on the wire.
type Shape struct {
	Kind   string  `json:"kind"`             // as model kinds: bool, int, uint, float, string, bytes, time, duration, raw, pointer, slice, array, map, struct, oneof, json, text
	Go     string  `json:"go"`               // the Go type, without import paths
	Basic  string  `json:"basic,omitempty"`  // the predeclared type beneath: "uint8"
	Elem   *Shape  `json:"elem,omitempty"`   // of pointer, slice, array, map
	Len    int     `json:"len,omitempty"`    // of an array
	Fields []Field `json:"fields,omitempty"` // of a struct; none where it stands inside itself
	// Recursive says that the type stands inside itself here, so its fields are not said again.
	Recursive bool `json:"recursive,omitempty"`
	// Of a oneof: the key of the tag, and what each of its values stands for. The
	// fields of a variant stand beside the tag. None where it stands inside itself.
	Tag      string  `json:"tag,omitempty"`
	Variants []Field `json:"variants,omitempty"`
}

// A Field is a member of a struct on the wire, a settings key, or a property.
type Field struct {
	Name     string   `json:"name"`
	Doc      string   `json:"doc,omitempty"`
	Optional bool     `json:"optional,omitempty"` // may be missing
	Default  *string  `json:"default,omitempty"`
	Min      string   `json:"min,omitempty"` // of the value; of the length for texts and containers
	Max      string   `json:"max,omitempty"`
	Enum     []string `json:"enum,omitempty"`
	Pattern  string   `json:"pattern,omitempty"`
	Shape    *Shape   `json:"shape"`
}

// Describe loads and checks the packages and returns what their directives say.
// The program is there even with mistakes, as far as they let it be known.
func Describe(ctx context.Context, cfg Config) (*Program, *Result, error) {
	prog, r, err := read(ctx, cfg)
	if err != nil {
		return nil, nil, err
	}
	return (&describer{dir: r.Dir}).program(prog), r, nil
}

// read loads, resolves and checks the packages that cfg names: what everything begins
// with that says something of a program and generates nothing.
func read(ctx context.Context, cfg Config) (*model.Program, *Result, error) {
	loaded, ds, err := load.Load(ctx, loadConfig(cfg))
	if err != nil {
		return nil, nil, err
	}
	prog, found := resolve.Resolve(loaded)
	ds = append(ds, found...)
	ds = append(ds, check.Check(prog)...)
	return prog, &Result{Dir: loaded.Dir, Diagnostics: diag.Sort(ds)}, nil
}

// loadConfig is what of a configuration is for loading.
func loadConfig(cfg Config) load.Config {
	return load.Config{Dir: cfg.Dir, Tags: cfg.Tags, Patterns: withTestdata(cfg.Dir, cfg.Patterns), Overlay: cfg.Overlay, Env: cfg.Env}
}

type describer struct {
	dir   string
	types map[string]*model.Type // by Ref.Struct, of the package being described
}

func (d *describer) program(p *model.Program) *Program {
	out := &Program{Version: DescriptionVersion, Components: []Component{}, Contracts: []Contract{}, Events: []Event{}, Mains: []Main{}}
	for _, pkg := range p.Packages {
		d.types = map[string]*model.Type{}
		for _, t := range pkg.Types {
			d.types[t.Type.Expr] = t
		}
		for _, c := range pkg.Contracts {
			out.Contracts = append(out.Contracts, d.contract(pkg, c))
		}
		for _, c := range pkg.Components {
			out.Components = append(out.Components, d.component(pkg, c))
			if c.Own != nil {
				out.Contracts = append(out.Contracts, d.contract(pkg, c.Own))
			}
		}
		for _, e := range pkg.Events {
			out.Events = append(out.Events, Event{Topic: e.Topic, Type: goType(e.Type), Pos: d.pos(e.Pos),
				Shape: d.shape(&model.Ref{Type: e.Type, Kind: model.KindStruct, Struct: e.Type.Expr}, nil)})
		}
	}
	for _, m := range p.Mains {
		main := Main{Package: m.PkgPath, Components: []string{}, Pos: d.pos(m.Pos)}
		for _, pkg := range p.Packages {
			for _, c := range pkg.Components {
				for _, factory := range m.Discovered {
					if factory == pkg.Path+"."+c.Type.Name+"Factory" {
						main.Components = append(main.Components, c.Name)
					}
				}
			}
		}
		for _, c := range m.Others {
			main.Components = append(main.Components, c.Name)
		}
		out.Mains = append(out.Mains, main)
	}
	return out
}

func (d *describer) component(pkg *model.Package, c *model.Component) Component {
	out := Component{Name: c.Name, Version: c.Version, Scope: string(c.Scope), Package: pkg.Path, Type: c.Type.Name, Doc: c.Doc, Pos: d.pos(c.Pos),
		Provides: []string{}, Opens: []string{}, Requires: []Requirement{}, Props: []Field{}, Settings: []SettingsKeys{}, Signals: []string{},
		Computed: []Reader{}, Effects: []Reader{}, Hooks: []string{}, Subscribe: []Subscription{}}
	for _, r := range c.Provides {
		out.Provides = append(out.Provides, r.Name)
	}
	if c.Own != nil {
		out.Provides = append(out.Provides, c.Own.Name)
	}
	for _, h := range c.Handles {
		out.Opens = append(out.Opens, goType(h))
	}
	for _, f := range c.Fields {
		if f.Kind == model.FieldProp {
			out.Props = append(out.Props, d.field(f.Prop, nil))
			continue
		}
		r := Requirement{Field: f.GoName, Kind: string(f.Kind), Route: f.Contract.Name, Optional: f.Optional, Pos: d.pos(f.Pos)}
		if r.Route == "" {
			r.Type = goType(f.Type)
		}
		out.Requires = append(out.Requires, r)
		if f.Kind == model.FieldSettings {
			s := SettingsKeys{Prefix: f.Prefix, Type: goType(f.Type), Keys: []Field{}}
			if shape := d.shape(&model.Ref{Type: f.Type, Kind: model.KindStruct, Struct: f.Type.Expr}, nil); shape != nil {
				s.Keys = append(s.Keys, shape.Fields...)
			}
			out.Settings = append(out.Settings, s)
		}
	}
	for _, s := range c.Signals {
		out.Signals = append(out.Signals, s.GoName)
	}
	accessor := map[string]string{}
	for _, x := range c.Computed {
		accessor[x.GoName] = x.Accessor
	}
	reads := func(sources []model.Source) []Read {
		list := []Read{}
		for _, s := range sources {
			name := s.Name
			if s.Kind == model.SourceComputed {
				name = accessor[name]
			}
			list = append(list, Read{Kind: string(s.Kind), Name: name, Pos: d.pos(s.Pos)})
		}
		return list
	}
	for _, x := range c.Computed {
		out.Computed = append(out.Computed, Reader{Name: x.Accessor, Type: goType(x.Result), Dynamic: x.Dynamic, Reads: reads(x.Reads), Pos: d.pos(x.Pos)})
	}
	for _, e := range c.Effects {
		out.Effects = append(out.Effects, Reader{Name: e.GoName, Reads: reads(e.Reads), Pos: d.pos(e.Pos)})
	}
	for _, h := range c.Hooks {
		out.Hooks = append(out.Hooks, h.Kind)
	}
	for _, s := range c.Subs {
		out.Subscribe = append(out.Subscribe, Subscription{Method: s.GoName, Topic: s.Topic, Event: goType(s.Event)})
	}
	return out
}

func (d *describer) contract(pkg *model.Package, c *model.Contract) Contract {
	out := Contract{Route: c.Name, Package: pkg.Path, Type: c.Type.Name, Interface: c.Interface, Doc: c.Doc, Pos: d.pos(c.Pos), Runnables: []Runnable{}}
	for _, m := range c.Methods {
		out.Runnables = append(out.Runnables, Runnable{Name: m.Name, Method: m.GoName, Desc: m.Desc, Doc: m.Doc, Timeout: m.Timeout,
			Idempotent: m.Idempotent, Destructive: m.Destructive, Stream: m.Stream,
			Params: d.shape(m.Params, nil), Result: d.shape(m.Result, nil), Pos: d.pos(m.Pos)})
	}
	return out
}

// shape describes a type; inside are the structs that it stands in.
func (d *describer) shape(r *model.Ref, inside []string) *Shape {
	if r == nil {
		return nil
	}
	s := &Shape{Kind: string(r.Kind), Go: goType(r.Type), Basic: r.Basic, Len: r.Len, Elem: d.shape(r.Elem, inside)}
	t := d.types[r.Struct]
	if t == nil {
		return s
	}
	if s.Recursive = slices.Contains(inside, r.Struct); s.Recursive {
		return s
	}
	inside = append(inside[:len(inside):len(inside)], r.Struct)
	for _, m := range t.Members {
		if t.OneOf == "" {
			s.Fields = append(s.Fields, d.field(m, inside))
			continue
		}
		v := m.Ref
		if v.Kind == model.KindPointer { // its methods have pointer receivers: nothing that is seen on the wire
			v = v.Elem
		}
		f := Field{Name: m.Name, Shape: d.shape(v, inside)}
		if vt := d.types[v.Struct]; vt != nil {
			f.Doc = vt.Doc
		}
		s.Variants = append(s.Variants, f)
	}
	s.Tag = t.OneOf
	return s
}

func (d *describer) field(m *model.Member, inside []string) Field {
	f := Field{Name: m.Name, Doc: m.Doc, Optional: m.Optional || m.Default != nil, Pattern: m.Pattern, Shape: d.shape(m.Ref, inside)}
	if m.Default != nil {
		f.Default = &m.Default.Text
	}
	if m.Min != nil {
		f.Min = m.Min.Text
	}
	if m.Max != nil {
		f.Max = m.Max.Text
	}
	for _, e := range m.Enum {
		f.Enum = append(f.Enum, e.Text)
	}
	return f
}

// pos is a place as people write it, relative to the directory of the run.
func (d *describer) pos(p token.Position) string {
	if p.Filename == "" {
		return ""
	}
	name := p.Filename
	if rel, err := filepath.Rel(d.dir, name); err == nil && !strings.HasPrefix(rel, "..") {
		name = rel
	}
	return filepath.ToSlash(name) + ":" + strconv.Itoa(p.Line)
}

// goType is a type without import paths: "map[string]sqldb.URL".
func goType(t model.TypeRef) string {
	var b strings.Builder
	rest := t.Expr
	for {
		before, after, found := strings.Cut(rest, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		path, tail, closed := strings.Cut(after, "}")
		if !closed || path == "" || strings.ContainsAny(path, " ;") { // struct{…} and interface{…}
			b.WriteString("{")
			rest = after
			continue
		}
		name := path[strings.LastIndexByte(path, '/')+1:]
		if path == load.RuntimePath {
			name = "sig"
		}
		b.WriteString(name)
		rest = tail
	}
}
