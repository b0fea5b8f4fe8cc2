package core

import (
	"cmp"
	"slices"
	"strings"
)

// A Graph is how a kernel is put together, at one moment: what is discovered, who serves whom,
// and where calls cross tenants. It has counts where it would have to name tenants. Lists are in
// a stable order: by name, requirements and cells in source order.
type Graph struct {
	Components []GraphComponent `json:"components"`
	Routes     []GraphRoute     `json:"routes"`
	Crossings  []GraphCrossing  `json:"crossings,omitempty"`
}

// A GraphComponent is one discovered component.
type GraphComponent struct {
	Name       string             `json:"name"`
	Type       string             `json:"type"` // import path and name of the struct
	Version    string             `json:"version,omitempty"`
	Namespace  string             `json:"namespace,omitempty"`
	Scope      string             `json:"scope"`
	Rank       int                `json:"rank,omitempty"`
	Instances  map[string]int     `json:"instances,omitempty"` // by state
	Provides   []string           `json:"provides,omitempty"`  // routes
	Requires   []GraphRequirement `json:"requires,omitempty"`
	Settings   []string           `json:"settings,omitempty"` // prefixes
	Publishes  []string           `json:"publishes,omitempty"`
	Subscribes []string           `json:"subscribes,omitempty"` // patterns of topics
	// Cells are what is computed of what. They are known once an instance has been mounted.
	Cells []GraphCell `json:"cells,omitempty"`
}

// A GraphRequirement is one field's need, and who meets it for the instances that are active.
type GraphRequirement struct {
	Field    string         `json:"field"`
	Kind     string         `json:"kind"` // "handle", "contract", "config" or "service"
	Name     string         `json:"name"` // type or route
	Optional bool           `json:"optional,omitempty"`
	Bindings []GraphBinding `json:"bindings,omitempty"` // best rank first
}

// A GraphBinding says how many instances have their requirement met by a component.
type GraphBinding struct {
	Component string `json:"component"`
	Rank      int    `json:"rank"`
	Instances int    `json:"instances"`
}

// A GraphRoute is a contract's name and who serves it.
type GraphRoute struct {
	Name      string          `json:"name"`
	Type      string          `json:"type"`
	Runnables []GraphRunnable `json:"runnables"`
	// Served says how many targets each component serves, best rank first. A shared component serves all.
	Served []GraphBinding `json:"served,omitempty"`
}

// A GraphRunnable is one runnable of a route.
type GraphRunnable struct {
	Name        string `json:"name"`
	Timeout     string `json:"timeout,omitempty"` // "2s"
	Limit       string `json:"limit,omitempty"`   // as limit= writes it
	Idempotent  bool   `json:"idempotent,omitempty"`
	Destructive bool   `json:"destructive,omitempty"`
}

// A GraphCell is one cell of a component's graph.
type GraphCell struct {
	Name    string   `json:"name"`
	Kind    string   `json:"kind"` // "source", "computed" or "effect"
	Reads   []string `json:"reads,omitempty"`
	Dynamic bool     `json:"dynamic,omitempty"` // reads are found out while it runs
}

// A GraphCrossing is an admin component's way into tenants: each call there has a reason and a line of audit.
type GraphCrossing struct {
	Component string `json:"component"`
	Field     string `json:"field"`
	Route     string `json:"route"`
}

var needText = map[NeedKind]string{NeedHandle: "handle", NeedContract: "contract", NeedConfig: "config", NeedService: "service"}

// Graph describes the kernel. It copies, in time linear in instances and what they require; calls go on
// meanwhile, and lifecycle waits. It is for
// host code: it says what the program is made of, which is no tenant's to know.
func (k *Kernel) Graph() Graph {
	var g Graph
	k.mu.Lock()
	defer k.mu.Unlock()
	states := map[*FactorySpec]map[string]int{}
	bound := map[*FactorySpec]map[*inst]int{}
	cells := map[*FactorySpec][]GraphCell{}
	k.exact.each(func(i *inst) {
		s := i.spec
		if states[s] == nil {
			states[s], bound[s] = map[string]int{}, map[*inst]int{}
		}
		states[s][State(i.status.Load()).String()]++
		for _, d := range i.aside().deps {
			bound[s][d]++
		}
		if b := i.live.Load(); b != nil && cells[s] == nil {
			cells[s] = cellsOf(b)
		}
	})
	for _, name := range k.order {
		s := k.components[name]
		c := GraphComponent{Name: s.Component, Type: s.Type, Version: s.Version, Namespace: s.Namespace, Scope: s.Scope.String(),
			Rank: s.Rank, Instances: states[s], Cells: cells[s]}
		for _, p := range s.Provides {
			c.Provides = append(c.Provides, p.Name)
		}
		for n := range s.Requires {
			r := &s.Requires[n]
			c.Requires = append(c.Requires, GraphRequirement{Field: r.Field, Kind: needText[r.Kind], Name: r.Name, Optional: r.Optional, Bindings: r.bindings(bound[s])})
			if s.Scope == ScopeAdmin && r.Kind == NeedContract {
				g.Crossings = append(g.Crossings, GraphCrossing{Component: s.Component, Field: r.Field, Route: r.Name})
			}
		}
		for _, x := range s.Settings {
			c.Settings = append(c.Settings, x.Prefix)
		}
		for _, x := range s.Events {
			c.Publishes = append(c.Publishes, x.Topic)
		}
		for _, x := range s.Subs {
			c.Subscribes = append(c.Subscribes, x.Topic)
		}
		g.Components = append(g.Components, c)
	}
	k.routes.Range(func(_, r any) bool {
		g.Routes = append(g.Routes, r.(*route).describe())
		return true
	})
	slices.SortFunc(g.Components, func(a, b GraphComponent) int { return strings.Compare(a.Name, b.Name) })
	slices.SortFunc(g.Routes, func(a, b GraphRoute) int { return strings.Compare(a.Name, b.Name) })
	slices.SortFunc(g.Crossings, func(a, b GraphCrossing) int {
		return cmp.Or(strings.Compare(a.Component, b.Component), strings.Compare(a.Field, b.Field))
	})
	return g
}

func cellsOf(b *Mounted) []GraphCell {
	out := []GraphCell{}
	if b.cells == nil {
		return out
	}
	for _, w := range b.cells.Wiring() {
		out = append(out, GraphCell{Name: w.Name, Kind: w.Kind, Reads: w.Reads, Dynamic: w.Dynamic})
	}
	return out
}

// meets reports whether an instance is one that the requirement can be met by.
func (r *Requirement) meets(d *inst) bool {
	if r.Kind == NeedContract {
		return d.spec.provides(r.Name)
	}
	b := d.live.Load()
	return b != nil && r.Match != nil && r.Match(Provider{b.impl()})
}

// bindings sorts out by whom a requirement is met; bound are all of the instances that a
// component uses, and by how many of its instances each is used.
func (r *Requirement) bindings(bound map[*inst]int) []GraphBinding {
	by := map[*FactorySpec]int{}
	for d, n := range bound {
		if r.meets(d) {
			by[d.spec] += n
		}
	}
	return bindingsOf(by)
}

func bindingsOf(by map[*FactorySpec]int) []GraphBinding {
	var out []GraphBinding
	for s, n := range by {
		out = append(out, GraphBinding{Component: s.Component, Rank: s.Rank, Instances: n})
	}
	slices.SortFunc(out, func(a, b GraphBinding) int {
		return cmp.Or(cmp.Compare(b.Rank, a.Rank), strings.Compare(a.Component, b.Component))
	})
	return out
}

func (r *route) describe() GraphRoute {
	g := GraphRoute{Name: r.spec.Name, Type: r.spec.Type, Runnables: []GraphRunnable{}}
	for n := range r.spec.Methods {
		m := &r.spec.Methods[n]
		x := GraphRunnable{Name: m.Name, Idempotent: m.Idempotent, Destructive: m.Destructive}
		if m.Timeout > 0 {
			x.Timeout = m.Timeout.String()
		}
		if m.Limit != nil {
			x.Limit = m.Limit.String()
		}
		g.Runnables = append(g.Runnables, x)
	}
	by := map[*FactorySpec]int{}
	r.each(func(i *inst) { by[i.spec]++ })
	g.Served = bindingsOf(by)
	return g
}
