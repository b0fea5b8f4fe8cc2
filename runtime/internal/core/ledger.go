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
	// BeginRetire marks the current incarnation as being offboarded. The mark
	// stays until Retire; marking what is marked changes nothing.
	BeginRetire(tenant, incarnation string) error
	// Retiring returns the incarnation that is marked, "" when none is.
	Retiring(tenant string) (incarnation string, err error)
	// Unfinished lists the tenants that are marked, in order.
	Unfinished() ([]string, error)
	// Retire ends the current incarnation, so that the next one differs, and
	// takes the mark off.
	Retire(tenant, incarnation string) error
}

// ledger is the provider that keeps incarnations; without one they are counted
// from the start of the process.
func (k *Kernel) ledger() Ledger {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, p := range k.providers {
		if b := p.live.Load(); b != nil {
			if l, ok := b.impl.(Ledger); ok {
				return l
			}
		}
	}
	return &k.memory
}

// A memoryLedger is the ledger of a kernel whose providers keep none.
type memoryLedger struct {
	mu       sync.Mutex
	retired  map[string]int    // guarded by mu; how many incarnations have ended
	retiring map[string]string // guarded by mu
}

func (l *memoryLedger) Incarnation(tenant string) (string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strconv.Itoa(l.retired[tenant] + 1), nil
}

func (l *memoryLedger) BeginRetire(tenant, incarnation string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.retiring == nil {
		l.retiring = map[string]string{}
	}
	l.retiring[tenant] = incarnation
	return nil
}

func (l *memoryLedger) Retiring(tenant string) (string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.retiring[tenant], nil
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
	if err := refuseRetiring(l, t.name); err != nil {
		return err
	}
	inc, err := incarnationOf(l, t.name)
	if err != nil {
		return err
	}
	life.incarnation = inc
	return nil
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
// process before this one.
func refuseRetiring(l Ledger, tenant string) error {
	inc, err := l.Retiring(tenant)
	if err != nil {
		return &Error{Code: CodeFailed, Path: "target", Expected: "a ledger that says whether " + strconv.Quote(tenant) + " is being offboarded", Cause: err}
	}
	if inc != "" {
		return errOffboarding(tenant)
	}
	return nil
}

func errOffboarding(tenant string) error {
	return &Error{Code: CodeDraining, Path: "target", Expected: "a tenant that is not being offboarded; call Offboard for " + strconv.Quote(tenant) + " until it succeeds, then it can begin anew"}
}
