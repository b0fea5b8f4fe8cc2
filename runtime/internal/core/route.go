package core

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// A route is a contract's name and who serves it for whom.
type route struct {
	spec    *ContractSpec
	tenants table                // target -> the instance that serves it
	alone   atomic.Pointer[inst] // the shared one, which serves ""
	// An instance has, or had, the route's name: what is called by that may be either.
	shadowed atomic.Bool
	mu       sync.Mutex
	other    map[string][]*inst // guarded by mu; all of a target when there is more than one
}

func (k *Kernel) route(name string) *route {
	r, _ := k.routes.Load(name)
	if r == nil {
		return nil
	}
	return r.(*route)
}

// addRoute makes the route of a contract, unless there is one. k.mu is held.
func (k *Kernel) addRoute(c *ContractSpec) {
	if k.route(c.Name) != nil {
		return
	}
	r := &route{spec: c}
	r.tenants.byTarget = true
	r.shadowed.Store(k.exact.get(c.Name) != nil)
	k.names.Lock()
	defer k.names.Unlock()
	k.routes.Store(c.Name, r)
	k.names.all.Store(nil)
}

// shadow notes that an instance has a name which a route may have. k.mu is held.
func (k *Kernel) shadow(name string) {
	if r := k.route(name); r != nil {
		r.shadowed.Store(true)
	}
}

// names are all "route.runnable", for one look instead of several. The map is made when it
// is first asked for and never changed.
type names struct {
	sync.Mutex
	all atomic.Pointer[map[string]*named]
}

// A named is one runnable of a route.
type named struct {
	route *route
	m     int
}

// named finds a runnable by "route.runnable", unless an instance may be meant.
func (k *Kernel) named(name string) *named {
	all := k.names.all.Load()
	if all == nil {
		all = k.allNames()
	}
	n := (*all)[name]
	if n == nil || n.route.shadowed.Load() {
		return nil
	}
	return n
}

func (k *Kernel) allNames() *map[string]*named {
	k.names.Lock()
	defer k.names.Unlock()
	all := map[string]*named{}
	k.routes.Range(func(_, v any) bool {
		r := v.(*route)
		for m := range r.spec.Methods {
			all[r.spec.runnable(m)] = &named{r, m}
		}
		return true
	})
	k.names.all.Store(&all)
	return &all
}

// best is who serves a target, "" for the shared one; nil when nobody does.
func (r *route) best(target string) *inst {
	if target == "" {
		return r.alone.Load()
	}
	return r.tenants.get(target)
}

// serving is who serves a call: of the host outside of every call for the target that it names,
// of everybody else for the own one, or by a shared instance.
func (r *route) serving(free bool, target, own string) *inst {
	if free {
		return r.best(target)
	}
	if i := r.best(own); i != nil {
		return i
	}
	return r.best("")
}

func (r *route) serve(target string, i *inst) {
	if target == "" {
		r.alone.Store(i)
		return
	}
	r.tenants.set(target, i)
}

// each calls f for who serves a target.
func (r *route) each(f func(*inst)) {
	if i := r.alone.Load(); i != nil {
		f(i)
	}
	r.tenants.each(f)
}

// link makes i serve the route for its target, and returns whom it overtook. Of several instances of one
// target the best rank serves it, and of equal ones the oldest.
func (r *route) link(i *inst) (over *inst) {
	r.mu.Lock()
	defer r.mu.Unlock()
	t := i.target()
	cur := r.best(t)
	if cur == nil || cur == i { // it may have claimed the route
		r.serve(t, i)
		return nil
	}
	all := r.other[t]
	if all == nil {
		all = []*inst{cur}
	}
	if !slices.Contains(all, i) {
		all = append(all, i)
	}
	slices.SortStableFunc(all, byRank)
	if r.other == nil {
		r.other = map[string][]*inst{}
	}
	r.other[t] = all
	r.serve(t, all[0])
	if all[0] == i {
		return cur
	}
	return nil
}

// others reports whether i's tenant is served without i.
func (r *route) others(i *inst) bool {
	if i.tenant != nil && r.best("") != nil {
		return true
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.other[i.target()]) > 1
}

func (r *route) unlink(i *inst) {
	r.mu.Lock()
	defer r.mu.Unlock()
	t := i.target()
	all := r.other[t]
	if all == nil {
		if r.best(t) == i {
			r.serve(t, nil)
		}
		return
	}
	r.drop(i, all)
}

// drop takes i out of all of its target, of whom there is another. r.mu is held.
func (r *route) drop(i *inst, all []*inst) {
	t := i.target()
	all = slices.DeleteFunc(all, func(x *inst) bool { return x == i })
	r.serve(t, all[0])
	if len(all) == 1 {
		delete(r.other, t)
	} else {
		r.other[t] = all
	}
}

// all lists who serves a target, best first.
func (r *route) all(target string) []*inst { return r.appendAll(nil, target) }

// appendAll is all, behind to.
func (r *route) appendAll(to []*inst, target string) []*inst {
	r.mu.Lock()
	defer r.mu.Unlock()
	if all := r.other[target]; all != nil {
		return append(to, all...)
	}
	if i := r.best(target); i != nil {
		return append(to, i)
	}
	return to
}

// byRank orders by rank, higher first, then by age.
func byRank(a, b *inst) int {
	if d := b.spec.Rank - a.spec.Rank; d != 0 {
		return d
	}
	return cmp.Compare(a.seq(), b.seq())
}

// splitName takes "instance.runnable" or "route.runnable" apart.
func splitName(name string) (owner, runnable string, ok bool) {
	n := strings.LastIndexByte(name, '.')
	if n <= 0 || n == len(name)-1 {
		return "", "", false
	}
	return name[:n], name[n+1:], true
}
