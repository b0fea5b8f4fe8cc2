package reactive

import "slices"

// Tracker is given to the body of a dynamic computed or effect: what it reads through the tracker, with Track, it
// depends on. It is valid during that run, on the goroutine of that run.
type Tracker struct {
	d    *Domain
	deps []*vertex
	read int // deps[:read] were read in this run, the rest in the last one
	open bool
	many map[*vertex]struct{} // of deps[:read], once there are many
}

// manyDeps is where a linear search for a repeated read stops being cheap.
const manyDeps = 16

func (t *Tracker) begin(deps []*vertex) {
	t.deps, t.read, t.open = deps, 0, true
}

func (t *Tracker) end() []*vertex {
	deps := t.deps
	if t.open {
		deps = deps[:t.read]
		clear(t.deps[t.read:])
		t.deps, t.open, t.many = nil, false, nil
		return deps
	}
	return deps
}

// note records that the run reads v.
func (t *Tracker) note(v *vertex) {
	if t == nil || !t.open {
		return
	}
	if t.read < len(t.deps) && t.deps[t.read] == v {
		t.read++
		if t.many != nil {
			t.many[v] = struct{}{}
		}
		return
	}
	if t.noted(v) {
		return
	}
	t.deps = append(t.deps[:t.read], v)
	t.read++
	if t.many != nil {
		t.many[v] = struct{}{}
	}
}

func (t *Tracker) noted(v *vertex) bool {
	if t.read <= manyDeps {
		return slices.Contains(t.deps[:t.read], v)
	}
	if t.many == nil {
		t.many = make(map[*vertex]struct{}, 2*t.read)
		for _, x := range t.deps[:t.read] {
			t.many[x] = struct{}{}
		}
	}
	_, found := t.many[v]
	return found
}
