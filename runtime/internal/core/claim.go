package core

import "slices"

// This file has calls told of an instance that is registered and cannot serve. A tenant that has one
// of its own behind a route is served by its own instances or by nobody: that one of them failed, waits
// or drains hands it to no shared one. Whoever gave the tenant its own decided that, and takes it
// back by removing it. So a route leads to it still: it claims the route.

// yield has i, which goes down and stays registered, serve nobody: others of its tenant do, or i has
// the claim.
func (k *Kernel) yield(i *inst) {
	i.status.set(wordClaims) // first, so that it counts as one of both all the time
	i.status.clear(wordLinked)
	for _, c := range i.spec.Provides {
		k.route(c.Name).yield(i)
	}
}

// claim has those routes of i lead to it that nobody of its tenant serves. k.mu is held.
func (k *Kernel) claim(i *inst) {
	if i.tenant == nil {
		return
	}
	for _, c := range i.spec.Provides {
		if k.route(c.Name).claim(i) {
			i.status.set(wordClaims)
		}
	}
}

// inherit has those of a tenant claim the routes that the last one who served them has left. k.mu is held.
func (k *Kernel) inherit(t *tenant) {
	for x := range t.each {
		switch State(x.status.Load()) {
		case StateFailed, StateWaiting, StateDraining:
			k.claim(x)
		}
	}
}

// yield takes i out where others of its tenant are.
func (r *route) yield(i *inst) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if all := r.other[i.target()]; slices.Contains(all, i) {
		r.drop(i, all)
	}
}

// claim has the route lead to i when it leads to nobody of i's tenant, and reports whether it leads to i.
func (r *route) claim(i *inst) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	t := i.target()
	if cur := r.best(t); cur != nil {
		return cur == i
	}
	r.serve(t, i)
	return true
}
