package core

import (
	"context"
	"maps"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
)

// The settings below "sig" are the kernel's own, of every tenant and of the
// defaults: no //sig:config may have that prefix, and a component that reads them raw
// sees what holds for it and can change nothing.
//
//	sig.limit                       all calls of the tenant together
//	sig.limits.<route>.<runnable>   its calls of one runnable, over what limit= says
//	sig.weight                      its share when the process is full, 1 to 1000
//	sig.residency                   when its instances are active: resident, lazy or pinned
//	sig.residencies.<component>     the same, of one component
const (
	policyPrefix = "sig"
	limitKey     = "sig.limit"
	limitsKey    = "sig.limits."
	weightKey    = "sig.weight"
	maxWeight    = 1000
)

// A tenantFlow is what the kernel keeps of the calls of one tenant beside those
// that run: limits and what was used of them, keys of idempotency, dead letters. It is
// made when first needed.
type tenantFlow struct {
	keys    idempotency
	letters letters

	table   atomic.Pointer[limitTable] // nil until looked up, and again after a change
	version atomic.Uint64              // of the settings

	mu  sync.Mutex
	own map[limitID]*limiter // guarded by mu; every limiter there ever was, so that a change keeps its counts
}

// A limitID names what a limit is for; the zero limitID is all of a tenant's calls.
type limitID struct {
	spec *ContractSpec
	m    int
}

// A limitTable is what holds for a tenant now. It is immutable.
type limitTable struct {
	all    *limiter // nil for none
	weight int
	by     map[limitID]*limiter // of runnables that were looked up; nil for none
}

// flow is the tenant's, made now if there is none.
func (t *tenant) flow() *tenantFlow {
	j := t.lived().jointly()
	for {
		if f := j.flows.Load(); f != nil {
			return f
		}
		j.flows.CompareAndSwap(nil, new(tenantFlow)) // its end takes it away
	}
}

// flowOf is where the calls that a caller makes are counted: its tenant's, or the host's.
func (k *Kernel) flowOf(t *tenant) *tenantFlow {
	if t == nil {
		return &k.hostFlow
	}
	return t.flow()
}

// current is where settings come from now, nil without a provider. It takes no lock.
func (h *configHub) current() ConfigView {
	if v := h.calls.Load(); v != nil {
		return *v
	}
	return nil
}

// limits returns what holds for a tenant, and for one runnable of it.
func (k *Kernel) limits(t *tenant, id limitID) (table *limitTable, one *limiter) {
	f := k.flowOf(t)
	for {
		if table = f.table.Load(); table != nil {
			if one, ok := table.by[id]; ok {
				return table, one
			}
		}
		v := f.version.Load()
		view := k.configs.current()
		root := "shared" // nobody's: the host has no settings of its own
		if t != nil {
			root = "tenants." + t.name
		}
		text := func(key string) string {
			if view == nil || t == nil {
				return ""
			}
			s, _ := LookupIn(view, root, key)
			return s
		}
		next := &limitTable{weight: 1}
		allText, weightText := text(limitKey), text(weightKey)
		if n, err := strconv.Atoi(weightText); err == nil {
			next.weight = min(max(n, 1), maxWeight)
		}
		if _, err := ParseLimit(allText, Limit{}); allText != "" && err != nil {
			k.badPolicy(root, limitKey, err)
		}
		oneKey := limitsKey + id.spec.Name + "." + id.spec.Methods[id.m].Name
		oneText := text(oneKey)
		if _, err := ParseLimit(oneText, Limit{}); oneText != "" && err != nil {
			k.badPolicy(root, oneKey, err)
		}
		f.mu.Lock()
		if f.version.Load() != v {
			f.mu.Unlock()
			continue // the settings changed while they were read
		}
		if old := f.table.Load(); old != nil {
			next.by = maps.Clone(old.by)
		} else {
			next.by = map[limitID]*limiter{}
		}
		next.all = f.limiter(limitID{}, allText, Limit{})
		var declared Limit
		if l := id.spec.Methods[id.m].Limit; l != nil {
			declared = *l
		}
		next.by[id] = f.limiter(id, oneText, declared)
		f.table.Store(next)
		f.mu.Unlock()
	}
}

// limiter is the one for id with what settings say over what was declared; nil for no limit. f.mu is held.
func (f *tenantFlow) limiter(id limitID, text string, declared Limit) *limiter {
	limit := declared
	if text != "" {
		if l, err := ParseLimit(text, declared); err == nil { // others are refused when they are set, and logged when they were there before
			limit = l
		}
	}
	l := f.own[id]
	if l == nil {
		if limit == (Limit{}) {
			return nil
		}
		l = new(limiter)
		if f.own == nil {
			f.own = map[limitID]*limiter{}
		}
		f.own[id] = l
	}
	if limit == (Limit{}) {
		l.change(nil)
		return nil
	}
	l.change(&limit)
	return l
}

// badPolicy logs a setting that was there before anybody could refuse it; what the
// source declares stays in force.
func (k *Kernel) badPolicy(root, key string, err error) {
	k.logger().Log(context.Background(), LevelError, "a limit in the settings does not fit and is not in force", Attr{"path", root + "." + key}, Attr{"error", err.Error()})
}

// forget has the next call look the limits up again.
func (f *tenantFlow) forget() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.version.Add(1)
	f.table.Store(nil)
}

// isPolicy reports whether a key below a root is the kernel's own.
func isPolicy(key string) bool {
	return key == policyPrefix || strings.HasPrefix(key, policyPrefix+".")
}

// checkPolicy refuses a setting of the kernel's own that does not fit.
func checkPolicy(c ConfigChange, root, key string) error {
	if c.Deleted {
		return nil
	}
	invalid := func(expected string) error {
		return &Error{Code: CodeInvalid, Path: c.Path, Expected: expected}
	}
	switch {
	case root == "shared":
		return invalid("what holds for a tenant: tenants.<name>." + key + " or defaults." + key)
	case key == limitKey, strings.HasPrefix(key, limitsKey) && strings.Count(key, ".") == 3:
		if _, err := ParseLimit(c.Value, Limit{}); err != nil {
			return invalid(err.(*Error).Expected)
		}
	case key == weightKey:
		if n, err := strconv.Atoi(c.Value); err != nil || n < 1 || n > maxWeight {
			return invalid("a share from 1 to " + strconv.Itoa(maxWeight))
		}
	case key == residencyKey, strings.HasPrefix(key, residenciesKey) && strings.Count(key, ".") == 2: // checkResidency
	default:
		return invalid("a setting of the kernel: sig.limit, sig.limits.<route>.<runnable>, sig.weight, sig.residency or sig.residencies.<component>")
	}
	return nil
}

// policyChanged has the tenant below a root, or with "defaults" every tenant, look
// its limits up at its next call.
func (k *Kernel) policyChanged(root string) {
	name, one := strings.CutPrefix(root, "tenants.")
	if !one && root != "defaults" {
		return
	}
	each := k.exact.each
	if one {
		each = func(f func(*inst)) {
			for _, i := range k.instancesOf(name) {
				f(i)
			}
		}
	}
	each(func(i *inst) {
		if i.tenant == nil {
			return
		}
		l := i.tenant.life.Load()
		if l == nil {
			return
		}
		if j := l.joint.Load(); j != nil {
			if f := j.flows.Load(); f != nil {
				f.forget()
			}
		}
	})
	each(func(i *inst) { // after the tables, so that who looks because of this sees the new ones
		if b := i.live.Load(); b != nil {
			b.guards.Or(policyGuards(i.spec.Scope))
			b.shut()
		}
	})
}
