package core

import (
	"maps"
	"slices"
	"strconv"
	"sync"
)

// A Ledger keeps what must outlive the process about tenants. The provider of
// configuration implements it beside ConfigBackend when it is durable.
type Ledger interface {
	// Incarnation returns the current incarnation of a tenant, beginning one
	// when it has none.
	Incarnation(tenant string) (string, error)
	// BeginRetire marks the current incarnation as being offboarded, with the purge
	// hooks that have not run, in their order: "component/instance" each. The mark
	// stays until Retire; marking again replaces the hooks.
	BeginRetire(tenant, incarnation string, hooks []string) error
	// Retiring returns the incarnation that is marked, "" when none is, and its hooks.
	Retiring(tenant string) (incarnation string, hooks []string, err error)
	// Unfinished lists the tenants that are marked, in order.
	Unfinished() ([]string, error)
	// Retire ends the current incarnation, so that the next one differs, and
	// takes the mark off.
	Retire(tenant, incarnation string) error
}

// ledger is the provider that keeps incarnations; without one they are counted
// from the start of the process. While there is one that is not active, or may be,
// nobody knows them.
func (k *Kernel) ledger() Ledger {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, p := range k.providers {
		if b := p.live.Load(); b != nil {
			if l, ok := b.impl().(Ledger); ok {
				return l
			}
		}
	}
	for i := range k.alone {
		if i.spec.Scope == ScopeProvider && i.live.Load() == nil {
			return absentLedger{&Error{Code: CodeBusy, Instance: i.name, Expected: "a provider that is active: it may be the one that keeps incarnations; see Why, and Remove it when it is gone for good"}}
		}
	}
	if k.durable {
		return absentLedger{&Error{Code: CodeBusy, Expected: "the provider that kept incarnations until now"}}
	}
	return &k.memory
}

// An absentLedger answers for one that is not there.
type absentLedger struct{ err error }

func (l absentLedger) Incarnation(string) (string, error)         { return "", l.err }
func (l absentLedger) BeginRetire(string, string, []string) error { return l.err }
func (l absentLedger) Retiring(string) (string, []string, error)  { return "", nil, l.err }
func (l absentLedger) Unfinished() ([]string, error)              { return nil, l.err }
func (l absentLedger) Retire(string, string) error                { return l.err }

// A memoryLedger is the ledger of a kernel whose providers keep none.
type memoryLedger struct {
	mu       sync.Mutex
	retired  map[string]int  // guarded by mu; how many incarnations have ended
	retiring map[string]mark // guarded by mu
}

type mark struct {
	incarnation string
	hooks       []string
}

func (l *memoryLedger) Incarnation(tenant string) (string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strconv.Itoa(l.retired[tenant] + 1), nil
}

func (l *memoryLedger) BeginRetire(tenant, incarnation string, hooks []string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.retiring == nil {
		l.retiring = map[string]mark{}
	}
	l.retiring[tenant] = mark{incarnation, slices.Clone(hooks)}
	return nil
}

func (l *memoryLedger) Retiring(tenant string) (string, []string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	m := l.retiring[tenant]
	return m.incarnation, slices.Clone(m.hooks), nil
}

func (l *memoryLedger) Unfinished() ([]string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Sorted(maps.Keys(l.retiring)), nil
}

func (l *memoryLedger) Retire(tenant, incarnation string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.retired == nil {
		l.retired = map[string]int{}
	}
	delete(l.retiring, tenant)
	l.retired[tenant]++
	return nil
}

// begin settles which incarnation of the tenant this is.
func (t *tenant) begin(k *Kernel) error {
	life := t.lived()
	life.once.Lock()
	defer life.once.Unlock()
	if life.incarnation != "" {
		return nil
	}
	l := k.ledger()
	pending, err := refuseRetiring(l, t.name)
	if err != nil {
		return err
	}
	if pending {
		k.mu.Lock()
		t.suspend()
		k.mu.Unlock()
	}
	if life.incarnation, err = incarnationOf(l, t.name); err == nil {
		life.met.Or(lifeBegun)
	}
	return err
}

func incarnationOf(l Ledger, tenant string) (string, error) {
	inc, err := l.Incarnation(tenant)
	if err != nil {
		return "", &Error{Code: CodeFailed, Path: "target", Expected: "a durable incarnation of " + strconv.Quote(tenant), Cause: err}
	}
	if !ValidName(inc) {
		return "", Errf(CodeInvalid, "an incarnation that is a name, of the ledger; it gave "+strconv.Quote(inc))
	}
	return inc, nil
}

// refuseRetiring keeps a tenant out whose offboarding has begun, here or in a
// process before this one. While purge hooks have not run, pending, its instances
// may come up for them, suspended: calls from outside are refused.
func refuseRetiring(l Ledger, tenant string) (pending bool, err error) {
	inc, hooks, err := l.Retiring(tenant)
	if err != nil {
		return false, &Error{Code: CodeFailed, Path: "target", Expected: "a ledger that says whether " + strconv.Quote(tenant) + " is being offboarded", Cause: err}
	}
	if inc != "" && len(hooks) == 0 {
		return false, errOffboarding(tenant)
	}
	return inc != "", nil
}

func errOffboarding(tenant string) error {
	return &Error{Code: CodeDraining, Path: "target", Expected: "a tenant that is not being offboarded; call Offboard for " + strconv.Quote(tenant) + " until it succeeds, then it can begin anew"}
}
