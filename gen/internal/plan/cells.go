package plan

import "github.com/sigen-dev/sigen/gen/internal/model"

// A CellKind says what kind of cell of an instance it is.
type CellKind string

// The cells, in the order in which an instance has them.
const (
	CellSettings CellKind = "settings"
	CellConfig   CellKind = "config"      // counts the changes of raw configuration
	CellCreds    CellKind = "credentials" // counts the changes of credentials
	CellSignal   CellKind = "signal"      // inside of the component
	CellComputed CellKind = "computed"
	CellEffect   CellKind = "effect"
)

// A Cell is one node of a component's reactive graph. Its index in
// Component.Cells is the index by which others read it.
type Cell struct {
	Kind  CellKind
	Name  string // the field of the generated struct; "" for a signal
	Reads []int  // in the order of first reads

	// One of these is what the cell is for; none of them where changes are counted.
	Field    *model.Field
	Signal   *model.SignalField
	Computed *model.Computed
	Effect   *model.Effect
}

// cells lays out the graph of a component.
func cells(c *model.Component) []*Cell {
	var out []*Cell
	index := map[model.Source]int{}
	names := &allocator{taken: map[string]bool{"self": true}}
	add := func(src model.Source, cell *Cell) {
		index[src] = len(out)
		out = append(out, cell)
	}
	for _, f := range c.Fields {
		if f.Kind == model.FieldSettings {
			add(model.Source{Kind: model.SourceSettings, Name: f.GoName},
				&Cell{Kind: CellSettings, Name: names.name(Lower(f.GoName) + "Cell"), Field: f})
		}
	}
	for _, counted := range []struct {
		kind CellKind
		src  model.SourceKind
	}{{CellConfig, model.SourceConfig}, {CellCreds, model.SourceCredentials}} {
		sources := readsOf(c, counted.src)
		if len(sources) == 0 {
			continue
		}
		for _, s := range sources {
			index[s] = len(out)
		}
		out = append(out, &Cell{Kind: counted.kind, Name: names.name(string(counted.kind) + "Cell")})
	}
	for _, s := range c.Signals {
		add(model.Source{Kind: model.SourceSignal, Name: s.GoName}, &Cell{Kind: CellSignal, Signal: s})
	}
	reads := func(rs []model.Source) []int {
		var list []int
		seen := map[int]bool{}
		for _, r := range rs {
			i, ok := index[model.Source{Kind: r.Kind, Name: r.Name}]
			if ok && !seen[i] {
				seen[i] = true
				list = append(list, i)
			}
		}
		return list
	}
	for _, comp := range c.Computed {
		add(model.Source{Kind: model.SourceComputed, Name: comp.GoName},
			&Cell{Kind: CellComputed, Name: names.name(Lower(comp.Accessor) + "Cell"), Computed: comp, Reads: reads(comp.Reads)})
	}
	for _, e := range c.Effects {
		out = append(out, &Cell{Kind: CellEffect, Name: names.name(Lower(e.GoName) + "Effect"), Effect: e, Reads: reads(e.Reads)})
	}
	return out
}

// readsOf lists what computeds and effects read of one kind.
func readsOf(c *model.Component, kind model.SourceKind) []model.Source {
	var out []model.Source
	add := func(reads []model.Source) {
		for _, r := range reads {
			if r.Kind == kind {
				out = append(out, model.Source{Kind: r.Kind, Name: r.Name})
			}
		}
	}
	for _, comp := range c.Computed {
		add(comp.Reads)
	}
	for _, e := range c.Effects {
		add(e.Reads)
	}
	return out
}
