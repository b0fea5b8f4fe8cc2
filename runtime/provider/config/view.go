package config

import sig "github.com/sigen-dev/sigen/runtime"

// A view shows the state with what is about to change: what a listener gets. It
// is good until the listener's commit returns, on the goroutine that calls it.
type view struct {
	s    *store
	file *fileLayer // nil for the one in force

	over  []pending
	index map[string]int // into over, once that is long
	undos []undo         // one a put, to take them back in reverse order
}

// A pending is a path's runtime value to come.
type pending struct {
	path, value string
	set         bool    // false: no runtime value
	round       int     // of the batch, in which it was put
	was, now    inForce // before the batch, and after it
}

// An inForce is what shows at a path, and from which layer.
type inForce struct {
	text  string
	layer Layer
}

// differs reports whether a reader sees a difference.
func (a inForce) differs(b inForce) bool {
	return a.text != b.text || (a.layer == LayerNone) != (b.layer == LayerNone)
}

func (p *pending) change() sig.ConfigChange {
	return sig.ConfigChange{Path: p.path, Value: p.now.text, Deleted: p.now.layer == LayerNone}
}

// An undo takes one put back.
type undo struct {
	at       int
	was      pending
	replaced bool
}

const indexed = 8 // entries up to which a search in order is as fast as a map

func (v *view) find(path string) int {
	if len(v.over) > indexed {
		if n, ok := v.index[path]; ok {
			return n
		}
		return -1
	}
	for i := range v.over {
		if v.over[i].path == path {
			return i
		}
	}
	return -1
}

// meets reports whether a write sets a path that was put in this round.
func (v *view) meets(w *write, round int) bool {
	for i := range w.ops {
		if n := v.find(w.ops[i].path); n >= 0 && v.over[n].round == round {
			return true
		}
	}
	return false
}

// put replaces the entry of a path.
func (v *view) put(p pending) {
	if i := v.find(p.path); i >= 0 {
		p.was = v.over[i].was
		v.undos = append(v.undos, undo{at: i, was: v.over[i], replaced: true})
		v.over[i] = p
		return
	}
	v.over = append(v.over, p)
	n := len(v.over)
	v.undos = append(v.undos, undo{at: n - 1})
	if n <= indexed {
		return
	}
	if v.index == nil {
		v.index = map[string]int{}
	}
	if len(v.index) > 0 {
		v.index[p.path] = n - 1
		return
	}
	for i := range v.over {
		v.index[v.over[i].path] = i
	}
}

// undo takes back all but the first n puts.
func (v *view) undo(n int) {
	for i := len(v.undos) - 1; i >= n; i-- {
		u := &v.undos[i]
		if u.replaced {
			v.over[u.at] = u.was
			continue
		}
		delete(v.index, v.over[u.at].path)
		v.over = v.over[:u.at]
		if len(v.over) <= indexed {
			clear(v.index)
		}
	}
	v.undos = v.undos[:n]
}

// reset empties the view: it shows what is in force. Room for a large change is
// not kept.
func (v *view) reset() {
	const keep = 4096
	if cap(v.over) > keep {
		v.over, v.undos, v.index = nil, nil, nil
	}
	clear(v.over)
	clear(v.undos)
	clear(v.index)
	v.over, v.undos, v.file = v.over[:0], v.undos[:0], nil
}

// runtime is a path's runtime value as it will be.
func (v *view) runtime(path string) (string, bool) {
	if i := v.find(path); i >= 0 {
		return v.over[i].value, v.over[i].set
	}
	l, ok := v.s.runtime.get(path)
	return l.value, ok
}

// layered is the value that will be in force, and its layer.
func (v *view) layered(path string) (string, Layer) {
	if text, ok := v.runtime(path); ok {
		return text, LayerRuntime
	}
	return v.lower(path)
}

func (v *view) lower(path string) (string, Layer) {
	f := v.file
	if f == nil {
		f = v.s.file.Load()
	}
	text, layer, _ := v.s.below(path, f)
	return text, layer
}

// Lookup implements sig.ConfigView.
func (v *view) Lookup(path string) (string, bool) {
	text, layer := v.layered(path)
	return text, layer != LayerNone
}
