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
	mu      sync.Mutex
	other   map[string][]*inst // guarded by mu; all of a target when there is more than one
}

func (k *Kernel) route(name string) *route {
	r, _ := k.routes.Load(name)
	if r == nil {
		return nil
	}
	return r.(*route)
}

func (k *Kernel) addRoute(c *ContractSpec) {
	if k.route(c.Name) == nil {
		r := &route{spec: c}
		r.tenants.byTarget = true
		k.routes.Store(c.Name, r)
	}
}

// best is who serves a target, "" for the shared one; nil when nobody does.
func (r *route) best(target string) *inst {
	if target == "" {
		return r.alone.Load()
	}
	return r.tenants.get(target)
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
	if cur == nil {
		r.serve(t, i)
		return nil
	}
	all := r.other[t]
	if all == nil {
		all = []*inst{cur}
	}
	all = append(all, i)
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
	all = slices.DeleteFunc(all, func(x *inst) bool { return x == i })
	r.serve(t, all[0])
	if len(all) == 1 {
		delete(r.other, t)
	} else {
		r.other[t] = all
	}
}

// all lists who serves a target, best first.
func (r *route) all(target string) []*inst {
	r.mu.Lock()
	defer r.mu.Unlock()
	if all := r.other[target]; all != nil {
		return slices.Clone(all)
	}
	if i := r.best(target); i != nil {
		return []*inst{i}
	}
	return nil
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
