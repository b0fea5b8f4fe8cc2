package core

import (
	"bytes"
	"context"
	"slices"
)

// This file keeps those who use others on the best of them while they come and go.
//
// A client is bound to a generation of a body (phase): it looks again when a better
// one comes or its own leaves, so it moves without a failed call. Handles are values of
// the provider that opened them, and lists and maps are values of the
// component: an instance that has such from one that leaves, or could have one from a better, gets
// a new body, as Replace gives it, with calls held and state carried over.

// supersede tells those who are bound to whom i has overtaken on a route, and notes whose lists
// miss i. k.mu is held.
func (k *Kernel) supersede(i *inst, c *ContractSpec) {
	r := k.route(c.Name)
	if r.best(i.target()) != nil {
		for _, x := range r.all(i.target()) {
			if s := State(x.status.Load()); x != i && (s == StateFailed || s == StateWaiting || s == StateDraining) {
				k.unlink(x) // it cannot serve, and there is another now
			}
		}
	}
	over := r.link(i)
	if over == nil && i.tenant != nil {
		over = r.best("") // a shared one served the tenant so far
	}
	over.turn()
	for u := range k.listers[need{NeedContract, c.Name, i.target()}] {
		if u != i && !slices.Contains(u.aside().deps, i) {
			k.renew(u)
		}
	}
}

// follow is supersede of an instance that takes another's place. k.mu is held.
func (k *Kernel) follow(old, i *inst, c *ContractSpec) {
	k.route(c.Name).swap(old, i).turn()
	if old.spec.Rank == i.spec.Rank && bytes.Equal(old.aside().props, i.aside().props) {
		return // lists have it where it was, and under the same key
	}
	for u := range k.listers[need{NeedContract, c.Name, i.target()}] {
		if u != i && u != old {
			k.renew(u)
		}
	}
}

// turn has the clients of an instance look again; it may be nil or without a body.
func (i *inst) turn() {
	if i == nil {
		return
	}
	if b := i.live.Load(); b != nil {
		b.phase.turn()
		b.shut()
	}
}

// outbid notes who has a handle that the provider i would open for them, with a better
// rank. k.mu is held.
func (k *Kernel) outbid(i *inst) {
	if len(k.providers) < 2 {
		return // there was none before
	}
	k.exact.each(func(u *inst) {
		if State(u.status.Load()) != StateActive || u.spec.Scope == ScopeProvider || slices.Contains(u.aside().deps, i) {
			return
		}
		for n := range u.spec.Requires {
			if r := &u.spec.Requires[n]; r.Kind != NeedContract && k.provider(r) == i {
				k.renew(u)
				return
			}
		}
	})
}

// renew notes that u shall get a new body. k.mu is held.
func (k *Kernel) renew(u *inst) {
	if k.stale == nil {
		k.stale = map[*inst]struct{}{}
	}
	k.stale[u] = struct{}{}
}

// refresh brings up those who waited for what a replacement offers, and gives new bodies to those who were noted. What fails
// keeps its old one.
func (k *Kernel) refresh(ctx context.Context) {
	for {
		k.mu.Lock()
		if queue := k.woken; len(queue) > 0 {
			k.woken = nil
			k.mu.Unlock()
			k.activate(ctx, queue)
			continue
		}
		var u *inst
		for u = range k.stale {
			delete(k.stale, u)
			break
		}
		k.mu.Unlock()
		if u == nil {
			return
		}
		if State(u.status.Load()) != StateActive {
			continue // it will look when it comes up
		}
		if err := k.remount(ctx, u); err != nil {
			k.logger().Log(ctx, LevelWarn, "an instance keeps the providers that it has: a new body for better ones failed", append(u.attrs(), Attr{"error", err.Error()})...)
		}
	}
}

// remount gives u a new body of the same component and properties.
func (k *Kernel) remount(ctx context.Context, u *inst) error {
	_, done, err := k.replace(ctx, u, "", nil)
	if !done {
		return nil // it went, or was replaced meanwhile and has what there is
	}
	return err
}

// lets says what becomes of u when i, which it uses, leaves: nothing when others serve it and
// its clients find them; a new body when it has i's handles or i in a
// list; otherwise it has to go down. k.mu is not held, the life of i is.
func (k *Kernel) lets(ctx context.Context, u, i *inst) (stays bool) {
	k.mu.Lock()
	u = u.newest()
	if !slices.Contains(u.aside().deps, i) {
		k.mu.Unlock()
		return true // it has others meanwhile
	}
	if k.phase != kernelOpen || k.retiring[i.target()].closed() || State(u.status.Load()) != StateActive {
		k.mu.Unlock()
		return false
	}
	deps, missing, _ := k.resolve(u)
	if len(missing) > 0 {
		k.mu.Unlock()
		return false
	}
	b := u.live.Load()
	fixed := i.spec.Scope == ScopeProvider || b != nil && b.lists(i.spec)
	if !fixed {
		k.unuse(u)
		k.use(u, deps)
	}
	k.mu.Unlock()
	return !fixed || k.remount(ctx, u) == nil
}

// lists reports whether the body has a list or map of who provides a contract of s.
func (b *Mounted) lists(s *FactorySpec) bool {
	r := b.rare.Load()
	return r != nil && slices.ContainsFunc(r.lists, func(c *ContractSpec) bool { return s.provides(c.Name) })
}

// list notes that i has lists. k.mu is held.
func (k *Kernel) list(i *inst, b *Mounted) {
	r := b.rare.Load()
	if r == nil {
		return
	}
	for _, c := range r.lists {
		for _, n := range c.offers(i) {
			if k.listers == nil {
				k.listers = map[need]map[*inst]struct{}{}
			}
			if k.listers[n] == nil {
				k.listers[n] = map[*inst]struct{}{}
			}
			k.listers[n][i] = struct{}{}
		}
	}
}

// unlist forgets what list noted.
func (k *Kernel) unlist(i *inst, b *Mounted) {
	r := b.rare.Load()
	if r == nil || len(r.lists) == 0 {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, c := range r.lists {
		for _, n := range c.offers(i) {
			if delete(k.listers[n], i); len(k.listers[n]) == 0 {
				delete(k.listers, n)
			}
		}
	}
}

// offers are the keys under which somebody offers a contract to i.
func (c *ContractSpec) offers(i *inst) []need {
	own, shared := need{NeedContract, c.Name, i.target()}, need{NeedContract, c.Name, ""}
	if own == shared {
		return []need{own}
	}
	return []need{own, shared}
}

// attrs name an instance in a log line.
func (i *inst) attrs() []Attr {
	all := []Attr{{"component", i.spec.Component}, {"instance", i.name}}
	if t := i.target(); t != "" {
		all = append(all, Attr{"tenant", t})
	}
	return all
}
