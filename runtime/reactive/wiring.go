package reactive

import (
	"slices"
	"unsafe"
)

// checkRead panics when computed by, whose body is running on this goroutine, reads v without listing it. What a tracker
// notes counts as listed.
func (d *Domain) checkRead(by, v *vertex) {
	if by.byHand() {
		n := (*node)(unsafe.Pointer(by))
		listed := n.deps
		if n.track != nil {
			listed = n.track.deps[:n.track.read]
		}
		if !slices.Contains(listed, v) {
			panic(&WiringError{Reader: n.label(), Source: d.nameOf(v)})
		}
		return
	}
	n := &d.plan.nodes[by.index()]
	if !d.lists(n, v) {
		panic(&WiringError{Reader: n.name, Source: d.nameOf(v)})
	}
}

// checkEffect is checkRead for an effect.
func (d *Domain) checkEffect(r *reaction, v *vertex) {
	listed := slices.Contains(r.deps, v)
	switch {
	case r.track != nil:
		listed = slices.Contains(r.track.deps[:r.track.read], v)
	case r.v != nil:
		listed = d.lists(&d.plan.nodes[r.v.index()], v)
	}
	if !listed {
		panic(&WiringError{Reader: r.name, Source: d.nameOf(v)})
	}
}

func (d *Domain) lists(n *wired, v *vertex) bool {
	return slices.ContainsFunc(n.reads, func(i int32) bool { return d.at(int(i)) == v })
}
