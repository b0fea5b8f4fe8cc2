package core

import (
	"slices"
	"strconv"
	"strings"
)

// TenantStatus is one tenant of a kernel, at one moment.
type TenantStatus struct {
	Name  string      `json:"name"`
	State TenantState `json:"state"`
	// Instances and Residency count the tenant's instances, by State and by Residency.
	Instances map[string]int `json:"instances"`
	Residency map[string]int `json:"residency"`
	// Limit is what holds for all of the tenant's calls together, Limits what holds for those of one
	// runnable, as limit= writes it; both without what is unlimited.
	Limit  string            `json:"limit,omitempty"`
	Limits map[string]string `json:"limits,omitempty"`
	Weight int               `json:"weight"` // its share of a full process
	// Calls, Errors, Refused and InFlight are those of the tenant's instances that are active, since these mounted.
	Calls    int64 `json:"calls"`
	Errors   int64 `json:"errors"`
	Refused  int64 `json:"refused"`
	InFlight int64 `json:"in_flight"`
	// LastError is the class of the last call of its instances that failed or was refused, as ErrorClass has it; "" when none did.
	LastError string `json:"last_error,omitempty"`
}

// A TenantState says in a word how a tenant is.
type TenantState string

// The states of a tenant, the first that fits.
const (
	TenantOffboarding TenantState = "offboarding" // its offboarding has begun and is not done
	TenantDegraded    TenantState = "degraded"    // an instance failed, or waits for what it requires
	TenantDraining    TenantState = "draining"    // an instance is draining
	TenantActive      TenantState = "active"      // an instance is active
	TenantIdle        TenantState = "idle"        // nothing is active; calls, or Boot, bring it up
)

// Tenants lists every tenant that has instances, by name. It copies, in time linear in instances and in what
// settings say of them, and stops no call. It is for host code: whoever sees it sees every tenant. An
// admin component gets at it through a runnable of the host's.
func (k *Kernel) Tenants() []TenantStatus {
	type record struct {
		TenantStatus
		states [StateRemoved + 1]int
		specs  map[*FactorySpec]bool
	}
	all := map[*tenant]*record{}
	var shared []*ContractSpec
	k.exact.each(func(i *inst) {
		t := i.tenant
		if t == nil {
			if i.spec.Scope == ScopeShared {
				shared = append(shared, i.spec.Provides...)
			}
			return
		}
		r := all[t]
		if r == nil {
			r = &record{TenantStatus: TenantStatus{Name: t.name, Instances: map[string]int{}, Residency: map[string]int{}}, specs: map[*FactorySpec]bool{}}
			all[t] = r
		}
		s := State(i.status.Load())
		r.states[min(s, StateRemoved)]++
		r.Instances[s.String()]++
		r.Residency[i.residency().String()]++
		r.specs[i.spec] = true
		if b := i.live.Load(); b != nil {
			flight, calls := b.count()
			r.InFlight, r.Calls, r.Errors = r.InFlight+flight, r.Calls+calls, r.Errors+b.failures()
			if x := b.rare.Load(); x != nil {
				r.Refused += x.refused.Load()
			}
		}
	})
	out := make([]TenantStatus, 0, len(all))
	view := k.configs.current()
	for t, r := range all {
		switch n := r.states; {
		case t.suspended():
			r.State = TenantOffboarding
		case n[StateFailed]+n[StateWaiting] > 0:
			r.State = TenantDegraded
		case n[StateDraining] > 0:
			r.State = TenantDraining
		case n[StateActive] > 0:
			r.State = TenantActive
		default:
			r.State = TenantIdle
		}
		if l := t.life.Load(); l != nil {
			if c := Code(l.met.Load() &^ lifeFlags); c != CodeNone {
				r.LastError = c.class()
			}
		}
		contracts := slices.Clone(shared)
		for s := range r.specs {
			contracts = append(contracts, s.Provides...)
		}
		r.inForce(view, contracts)
		out = append(out, r.TenantStatus)
	}
	slices.SortFunc(out, func(a, b TenantStatus) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// residency is what an instance is now.
func (i *inst) residency() Residency {
	switch {
	case i.status.has(wordPinned):
		return Pinned
	case i.virtual():
		return Lazy
	}
	return Resident
}

// inForce reads what Kernel.limits puts in force, without keeping anything.
func (s *TenantStatus) inForce(view ConfigView, contracts []*ContractSpec) {
	text := func(key string) string {
		if view == nil {
			return ""
		}
		v, _ := LookupIn(view, "tenants."+s.Name, key)
		return v
	}
	over := func(key string, declared Limit) Limit {
		if t := text(key); t != "" {
			if l, err := ParseLimit(t, declared); err == nil {
				return l
			}
		}
		return declared
	}
	s.Weight = 1
	if n, err := strconv.Atoi(text(weightKey)); err == nil {
		s.Weight = min(max(n, 1), maxWeight)
	}
	s.Limit = over(limitKey, Limit{}).String()
	for _, c := range contracts {
		for m := range c.Methods {
			var declared Limit
			if l := c.Methods[m].Limit; l != nil {
				declared = *l
			}
			if l := over(limitsKey+c.runnable(m), declared).String(); l != "" {
				if s.Limits == nil {
					s.Limits = map[string]string{}
				}
				s.Limits[c.runnable(m)] = l
			}
		}
	}
}
