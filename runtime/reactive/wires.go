package reactive

import "slices"

// A Wire describes one cell of a domain that a Plan wired: what it is and what it reads.
type Wire struct {
	Name    string
	Kind    string   // "source", "computed" or "effect"
	Reads   []string // names of other cells, in the order of first reads
	Dynamic bool     // Reads are found out while it runs, and Reads lists none of them
}

// Wiring lists the cells of a domain, in plan order; nil for one that was made by hand. It reads what never changes
// and takes no lock.
func (d *Domain) Wiring() []Wire {
	if d.plan == nil {
		return nil
	}
	nodes := d.plan.nodes
	out := make([]Wire, len(nodes))
	for i := range nodes {
		n := &nodes[i]
		w := Wire{Name: n.name, Kind: "source", Dynamic: n.dynamic && n.reads == nil && n.kind != kindSource}
		switch n.kind {
		case kindComputed:
			w.Kind = "computed"
		case kindEffect:
			w.Kind = "effect"
		}
		for _, r := range n.reads {
			if name := nodes[r].name; !slices.Contains(w.Reads, name) {
				w.Reads = append(w.Reads, name)
			}
		}
		out[i] = w
	}
	return out
}
