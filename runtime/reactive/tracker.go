package reactive

import "slices"

// Tracker is given to the body of a dynamic computed or effect: what it reads through the tracker, with Track, it
// depends on. It is valid during that run, on the goroutine of that run.
type Tracker struct {
	deps  []*vertex
	read  int // deps[:read] were read in this run, the rest in the last one
	open  bool
	moved bool                 // deps are not those of the last run
	many  map[*vertex]struct{} // of deps[:read], once there are many
	few   [2]*vertex           // what deps begins as in a computed: most read one or two cells, and then need no other memory
}

// manyDeps is where a linear search for a repeated read stops being cheap.
const manyDeps = 16

func (t *Tracker) begin() { t.read, t.open, t.moved = 0, true, false }

// end reports whether the run read other cells than the last one, or in another order; deps are then what it read.
func (t *Tracker) end() (moved bool) {
	if !t.open {
		return false
	}
	if t.read < len(t.deps) {
		clear(t.deps[t.read:])
		t.deps, t.moved = t.deps[:t.read], true
	}
	if t.many != nil {
		t.many = nil
	}
	t.open = false
	return t.moved
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
	t.deps, t.moved = append(t.deps[:t.read], v), true
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
