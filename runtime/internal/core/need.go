package core

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

// A need is what an instance can wait for: a key that some activation satisfies.
type need struct {
	kind   NeedKind
	name   string // route; "" for providers of any kind
	tenant string
}

// resolve finds who serves every requirement of i. Missing ones come back as the
// keys to wait for and a text. k.mu is held.
func (k *Kernel) resolve(i *inst) (deps []*inst, missing []need, why string) {
	var texts []string
	add := func(d *inst) {
		if d != i && !slices.Contains(deps, d) {
			deps = append(deps, d)
		}
	}
	for n := range i.spec.Requires {
		r := &i.spec.Requires[n]
		switch r.Kind {
		case NeedContract:
			var room [8]*inst // on the stack, for most
			found := k.appendServers(room[:0], r.Name, i)
			for _, d := range found {
				add(d)
			}
			if len(found) == 0 && !r.Optional && (i.tenant != nil || k.servedByShared(r.Name)) {
				missing = append(missing, need{NeedContract, r.Name, i.target()}, need{NeedContract, r.Name, ""})
				texts = append(texts, r.Field+" needs an instance behind route "+strconv.Quote(r.Name)+forTenant(i.target()))
			}
		default:
			d := k.provider(r)
			if d != nil {
				add(d)
			} else if !r.Optional {
				missing = append(missing, need{kind: NeedHandle})
				texts = append(texts, r.Field+" needs a provider of "+r.Name)
			}
		}
	}
	return deps, missing, strings.Join(texts, "; ")
}

// servedByShared reports whether a shared component provides a route. What has
// no tenant waits for such a one; tenants come and go under it. k.mu is held.
func (k *Kernel) servedByShared(name string) bool {
	for _, s := range k.components {
		if s.Scope == ScopeShared && slices.ContainsFunc(s.Provides, func(c *ContractSpec) bool { return c.Name == name }) {
			return true
		}
	}
	return false
}

func forTenant(t string) string {
	if t == "" {
		return ""
	}
	return " of tenant " + strconv.Quote(t)
}

// servers lists the active instances behind a route that i may use. k.mu is held.
func (k *Kernel) servers(name string, i *inst) []*inst { return k.appendServers(nil, name, i) }

// appendServers is servers in all, which is empty. k.mu is held.
func (k *Kernel) appendServers(all []*inst, name string, i *inst) []*inst {
	r := k.route(name)
	if r == nil {
		return nil
	}
	if i.tenant != nil {
		all = r.appendAll(all, i.tenant.name)
	}
	all = r.appendAll(all, "")
	slices.SortStableFunc(all, byRank)
	return slices.DeleteFunc(all, func(x *inst) bool { return !x.available() || x == i })
}

// provider finds the best active provider for a requirement. k.mu is held.
func (k *Kernel) provider(r *Requirement) *inst {
	for _, p := range k.providers {
		b := p.live.Load()
		if b != nil && r.Match(Provider{b.impl()}) {
			return p
		}
	}
	return nil
}

// wait makes i wait for needs. k.mu is held.
func (k *Kernel) wait(i *inst, needs []need) {
	if len(needs) > 0 {
		i.amend(func(a *aside) { a.needs = needs })
	}
	for _, n := range needs {
		m := k.waiters[n]
		if m == nil {
			m = map[*inst]bool{}
			k.waiters[n] = m
		}
		m[i] = true
	}
}

func (k *Kernel) unwait(i *inst) {
	needs := i.aside().needs
	if needs == nil {
		return
	}
	for _, n := range needs {
		m := k.waiters[n]
		delete(m, i)
		if len(m) == 0 {
			delete(k.waiters, n)
		}
	}
	i.amend(func(a *aside) { a.needs = nil })
}

// wakes lists who waited for what i offers, oldest first. k.mu is held.
func (k *Kernel) wakes(i *inst) []*inst {
	var out []*inst
	take := func(n need) {
		for w := range k.waiters[n] {
			out = append(out, w)
		}
	}
	for _, c := range i.spec.Provides {
		if t := i.target(); t != "" {
			take(need{NeedContract, c.Name, t})
			continue
		}
		// A shared one serves every tenant: those who wait for it do so under "".
		take(need{NeedContract, c.Name, ""})
	}
	if i.spec.Scope == ScopeProvider {
		take(need{kind: NeedHandle})
	}
	slices.SortFunc(out, func(a, b *inst) int {
		return cmp.Compare(a.seq(), b.seq())
	})
	return slices.Compact(out)
}

// Why says in words why an instance is not active, following what it waits for;
// "" when it is. Of a shared component that failed while it worked, the chain of a tenant's instance has
// the kind of the failure alone, because its text may be another tenant's.
func (k *Kernel) Why(instance string) string {
	i := k.exact.get(instance)
	if i == nil {
		return instance + " is no instance of this kernel"
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.whyOf(i, i, map[*inst]bool{})
}

// because is the reason of an aside, for a chain of reasons that begins at from. Of what failed while it
// worked for everybody, a tenant's instance learns the kind: the text may be another tenant's.
func (i *inst) because(from *inst) string {
	a := i.aside()
	switch {
	case a.why == "" || a.err == nil:
		return a.why
	case a.private && i.tenant == nil && from.tenant != nil:
		return a.why + ": " + ErrorClass(a.err) + "; Why of " + i.name + " itself says more"
	}
	return a.why + ": " + a.err.Error()
}

func (k *Kernel) whyOf(from, i *inst, seen map[*inst]bool) string {
	seen[i] = true
	switch s := State(i.status.Load()); s {
	case StateActive:
		return ""
	case StateRegistered:
		if k.phase == kernelNew {
			return i.name + " is registered; Boot activates it"
		}
		if err := i.aside().err; i.virtual() && err != nil {
			return i.name + " is " + k.residencyOf(i).String() + "; its last activation failed, and its next call tries again: " + err.Error()
		}
		if i.virtual() {
			return i.name + " is " + k.residencyOf(i).String() + "; its next call activates it"
		}
		return i.name + " is registered"
	case StateFailed:
		if why := i.because(from); why != "" {
			return i.name + " failed: " + why
		}
		if err := i.aside().err; err != nil {
			return i.name + " failed to activate: " + err.Error()
		}
		return i.name + " failed"
	case StateWaiting:
		text := i.name + " waits: " + i.because(from)
		for _, n := range i.aside().needs {
			k.exact.each(func(x *inst) {
				if seen[x] || x.available() || !offers(x, n) {
					return
				}
				if w := k.whyOf(from, x, seen); w != "" {
					text += "\n\t" + w
				}
			})
		}
		return text
	default:
		return i.name + " is " + s.String()
	}
}

func offers(i *inst, n need) bool {
	if n.kind == NeedHandle {
		return i.spec.Scope == ScopeProvider
	}
	return i.target() == n.tenant && slices.ContainsFunc(i.spec.Provides, func(c *ContractSpec) bool { return c.Name == n.name })
}

// nearest is " (did you mean …?)" when a known name is close to the given one.
func nearest(name string, known []string) string {
	if best := codec.Nearest(name, known); best != "" {
		return " (did you mean " + strconv.Quote(best) + "?)"
	}
	return ""
}
