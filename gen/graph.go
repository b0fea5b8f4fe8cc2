package gen

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// GraphVersion is the version of Graph as JSON.
const GraphVersion = 1

// A Graph shows a program as nodes and edges.
type Graph struct {
	Version int    `json:"version"`
	Nodes   []Node `json:"nodes"`
	Edges   []Edge `json:"edges"`
}

// A Node is a component, a route, a topic, a handle or a reactive cell.
type Node struct {
	ID    string `json:"id"`   // "component:cart", "cell:cart.URL"
	Kind  string `json:"kind"` // component, route, topic, handle, cell
	Label string `json:"label"`
	Scope string `json:"scope,omitempty"` // of a component
	Group string `json:"group,omitempty"` // of a cell: the component that has it
	Pos   string `json:"pos,omitempty"`
}

// An Edge leads from who needs to what is needed.
type Edge struct {
	From     string `json:"from"`
	To       string `json:"to"`
	Kind     string `json:"kind"`            // requires, provides, opens, admin, publishes, subscribes, reads
	Label    string `json:"label,omitempty"` // the field
	Optional bool   `json:"optional,omitempty"`
}

// Graph is the program with its components, their scopes, routes and handles; an
// edge of kind admin crosses tenants. With cells it has the wiring of computed
// values and effects besides.
func (p *Program) Graph(cells bool) *Graph {
	g := &Graph{Version: GraphVersion, Nodes: []Node{}, Edges: []Edge{}}
	seen := map[string]bool{}
	node := func(n Node) string {
		if !seen[n.ID] {
			seen[n.ID] = true
			g.Nodes = append(g.Nodes, n)
		}
		return n.ID
	}
	route := func(name string) string { return node(Node{ID: "route:" + name, Kind: "route", Label: name}) }
	handle := func(name string) string { return node(Node{ID: "handle:" + name, Kind: "handle", Label: name}) }
	for _, c := range p.Contracts {
		node(Node{ID: "route:" + c.Route, Kind: "route", Label: c.Route, Pos: c.Pos})
	}
	for _, c := range p.Components {
		me := node(Node{ID: "component:" + c.Name, Kind: "component", Label: c.Name, Scope: c.Scope, Pos: c.Pos})
		for _, r := range c.Provides {
			g.Edges = append(g.Edges, Edge{From: route(r), To: me, Kind: "provides"})
		}
		for _, h := range c.Opens {
			g.Edges = append(g.Edges, Edge{From: handle(h), To: me, Kind: "opens"})
		}
		for _, r := range c.Requires {
			e := Edge{From: me, Kind: "requires", Label: r.Field, Optional: r.Optional}
			switch {
			case r.Kind == "admin-client":
				e.To, e.Kind = route(r.Route), "admin"
			case r.Route != "":
				e.To = route(r.Route)
			case r.Kind == "settings" || r.Kind == "config":
				e.To = handle("sig.Config")
			default:
				e.To = handle(r.Type)
			}
			g.Edges = append(g.Edges, e)
		}
		for _, s := range c.Subscribe {
			topic := node(Node{ID: "topic:" + s.Topic, Kind: "topic", Label: s.Topic})
			g.Edges = append(g.Edges, Edge{From: topic, To: me, Kind: "subscribes", Label: s.Method})
		}
		if cells {
			c.cells(g, node)
		}
	}
	slices.SortStableFunc(g.Nodes, func(a, b Node) int { return cmp.Or(cmp.Compare(kindOrder[a.Kind], kindOrder[b.Kind])) })
	return g
}

var kindOrder = map[string]int{"component": 0, "route": 1, "topic": 2, "handle": 3, "cell": 4}

// cells adds what a component's computed values and effects read.
func (c *Component) cells(g *Graph, node func(Node) string) {
	cell := func(name, pos string) string {
		return node(Node{ID: "cell:" + c.Name + "." + name, Kind: "cell", Label: name, Group: c.Name, Pos: pos})
	}
	for _, r := range slices.Concat(c.Computed, c.Effects) {
		me := cell(r.Name, r.Pos)
		for _, read := range r.Reads {
			g.Edges = append(g.Edges, Edge{From: me, To: cell(read.Name, ""), Kind: "reads"})
		}
	}
}

// scopeColor draws who may cross tenants in a colour of its own.
var scopeColor = map[string]string{"tenant": "#dbeafe", "shared": "#dcfce7", "provider": "#f3f4f6", "admin": "#fecaca"}

const adminColor = "#dc2626"

// DOT is the graph in the language of Graphviz.
func (g *Graph) DOT() string {
	var b strings.Builder
	b.WriteString("digraph sigen {\n\trankdir=LR\n\tnode [fontname=\"sans-serif\" fontsize=11]\n\tedge [fontname=\"sans-serif\" fontsize=9]\n")
	groups := map[string][]Node{}
	var order []string
	for _, n := range g.Nodes {
		if n.Group == "" {
			fmt.Fprintf(&b, "\t%s [label=%s %s]\n", strconv.Quote(n.ID), strconv.Quote(n.text()), dotStyle(n))
			continue
		}
		if groups[n.Group] == nil {
			order = append(order, n.Group)
		}
		groups[n.Group] = append(groups[n.Group], n)
	}
	for i, name := range order {
		fmt.Fprintf(&b, "\tsubgraph cluster_%d {\n\t\tlabel=%s\n", i, strconv.Quote(name))
		for _, n := range groups[name] {
			fmt.Fprintf(&b, "\t\t%s [label=%s %s]\n", strconv.Quote(n.ID), strconv.Quote(n.text()), dotStyle(n))
		}
		b.WriteString("\t}\n")
	}
	for _, e := range g.Edges {
		style := ""
		switch {
		case e.Kind == "admin":
			style = fmt.Sprintf(" color=%q fontcolor=%q penwidth=2", adminColor, adminColor)
		case e.Optional:
			style = " style=dashed"
		case e.Kind == "provides" || e.Kind == "opens":
			style = " arrowhead=none"
		case e.Kind == "reads":
			style = " color=gray"
		}
		fmt.Fprintf(&b, "\t%s -> %s [label=%s%s]\n", strconv.Quote(e.From), strconv.Quote(e.To), strconv.Quote(e.Label), style)
	}
	b.WriteString("}\n")
	return b.String()
}

func (n Node) text() string {
	if n.Kind == "component" {
		return n.Label + "\n" + n.Scope
	}
	return n.Label
}

func dotStyle(n Node) string {
	switch n.Kind {
	case "component":
		return fmt.Sprintf("shape=box style=\"rounded,filled\" fillcolor=%q", scopeColor[n.Scope])
	case "route":
		return "shape=ellipse"
	case "topic":
		return "shape=cds"
	case "handle":
		return "shape=component"
	default:
		return "shape=plaintext"
	}
}

// Mermaid is the graph as a Mermaid flowchart, which GitHub and GitLab draw in Markdown.
func (g *Graph) Mermaid() string {
	var b strings.Builder
	b.WriteString("flowchart LR\n")
	id := map[string]string{}
	text := func(s string) string {
		s = strings.NewReplacer("&", "&amp;", `"`, "&quot;", "<", "&lt;", ">", "&gt;", "\n", "<br>").Replace(s)
		return `"` + s + `"`
	}
	group := ""
	for i, n := range g.Nodes {
		id[n.ID] = "n" + strconv.Itoa(i)
		if n.Group != group {
			if group != "" {
				b.WriteString("  end\n")
			}
			if group = n.Group; group != "" {
				fmt.Fprintf(&b, "  subgraph g%d [%s]\n", i, text(group))
			}
		}
		open, shut := "[", "]"
		switch n.Kind {
		case "route":
			open, shut = "([", "])"
		case "topic":
			open, shut = ">", "]"
		case "handle":
			open, shut = "[[", "]]"
		case "cell":
			open, shut = "(", ")"
		}
		fmt.Fprintf(&b, "  %s%s%s%s", id[n.ID], open, text(n.text()), shut)
		if n.Kind == "component" {
			b.WriteString(":::" + n.Scope)
		}
		b.WriteString("\n")
	}
	if group != "" {
		b.WriteString("  end\n")
	}
	for i, e := range g.Edges {
		arrow := "-->"
		switch {
		case e.Kind == "admin":
			arrow = "==>"
		case e.Optional:
			arrow = "-.->"
		case e.Kind == "provides" || e.Kind == "opens":
			arrow = "---"
		}
		label := ""
		if e.Label != "" {
			label = "|" + text(e.Label) + "|"
		}
		fmt.Fprintf(&b, "  %s %s%s %s\n", id[e.From], arrow, label, id[e.To])
		if e.Kind == "admin" {
			fmt.Fprintf(&b, "  linkStyle %d stroke:%s,color:%s\n", i, adminColor, adminColor)
		}
	}
	for _, scope := range []string{"tenant", "shared", "provider", "admin"} {
		fmt.Fprintf(&b, "  classDef %s fill:%s,stroke:#374151\n", scope, scopeColor[scope])
	}
	return b.String()
}
