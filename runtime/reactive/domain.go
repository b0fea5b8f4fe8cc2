package reactive

import (
	"context"
	"sync"
	"sync/atomic"
	"unsafe"
)

// Domain is the unit of consistency and of scheduling: one per instance. Domains share no lock and never wait for each
// other. All methods may be called from any goroutine. A Domain must not be copied.
//
// It is small because a process holds one per tenant: what only busy domains, effects and failures need lives in side.
type Domain struct {
	plan    *wiring // of the generated struct this is the head of; nil in a domain made by hand
	flights *flight // evaluations under way, newest first; guarded by mu
	side    atomic.Pointer[side]
	mu      sync.Mutex    // never held while a body, an equality function or a hook runs
	version atomic.Uint64 // last, next to the cells, since every read loads both
}

// side is the part of a domain that most instances never need. It is made once, on first need.
type side struct {
	hooks   *Hooks
	onError func(name string, err error) // of a domain made by hand
	name    string
	closed  bool              // guarded by mu
	errs    map[*vertex]error // failures of cells; guarded by mu
	waits   []*wait           // bodies that wait for another evaluation; guarded by mu
	effects effectQueue

	views     []*view // open ones that are pinned; guarded by mu
	asides    []*view // with a computed running for the view alone; guarded by mu
	redirects int     // reasons for the viewed bit; guarded by mu

	watchers []*watcher     // guarded by mu
	ending   chan struct{}  // closed by Close; made by the first feed; guarded by mu
	feeds    sync.WaitGroup // goroutines of FromChan

	batches  []*Tx        // under way; guarded by mu
	batching atomic.Int32 // how many; changed under mu
}

// Hooks connect a domain to whoever supervises it. One Hooks may serve any number of domains; it is read-only once in use.
type Hooks struct {
	// Schedule runs run soon, on another goroutine. It is called when a domain turns busy, never while a lock is held. A nil
	// Schedule starts a goroutine that ends when the domain is idle again.
	Schedule func(run func())
	// OnError hears of an effect that failed. It runs on the goroutine of the effect and must not wait for the domain.
	OnError func(d *Domain, effect string, err error)
	// CheckWiring makes a static body fail with *WiringError that reads a cell of its domain that it does not list. It costs
	// a look at the stack for each read while a body runs and is meant for tests.
	CheckWiring bool
}

// NewDomain makes a domain of its own. Name, OnError, Schedule and WithWiringCheck apply.
func NewDomain(opts ...Option) *Domain {
	d := &Domain{}
	d.version.Store(step)
	o := gather(opts)
	if o.name != "" || o.onError != nil || o.schedule != nil || o.check {
		s := d.extra()
		s.name, s.onError = o.name, o.onError
		s.hooks = &Hooks{Schedule: o.schedule, CheckWiring: o.check}
		if o.check {
			s.redirect(d, +1)
		}
	}
	return d
}

// read is a plain read of a computed: it brings v up to date and returns nil, for the caller to load the value, or returns a
// pointer to the value that is right for the reader alone.
func (d *Domain) read(v *vertex) (unsafe.Pointer, error) {
	if d.version.Load()&viewed != 0 {
		if vw := d.around(v); vw != nil {
			return vw.computed(v)
		}
	}
	p, err := d.renew(v)
	if (p != nil || err != nil) && d.version.Load()&viewed != 0 {
		// The caller has nothing to load and check; a commit may have overtaken the reader's effect meanwhile.
		if vw := d.around(v); vw != nil {
			return vw.computed(v)
		}
	}
	return p, err
}

// reread is for a reader that loaded the value after read, in a viewed domain: when a commit overtook the reader's effect
// meanwhile it returns what that one sees, and nil when the value is right.
func (d *Domain) reread(v *vertex) (unsafe.Pointer, error) {
	if vw := d.around(v); vw != nil {
		return vw.computed(v)
	}
	return nil, nil
}

// settle is a source's read while a commit publishes or the domain is viewed. It returns what cell, the source's pointer to
// its value, holds for this reader.
func (d *Domain) settle(v *vertex, cell *unsafe.Pointer) unsafe.Pointer {
	d.mu.Lock()
	p := atomic.LoadPointer(cell)
	plain := d.version.Load()&viewed == 0
	d.mu.Unlock()
	if plain {
		return p
	}
	if vw := d.around(v); vw != nil {
		return vw.source(v, cell)
	}
	return p
}

// base is where the generated struct begins whose head d is.
func (d *Domain) base() unsafe.Pointer { return unsafe.Pointer(d) }

// extra returns the domain's side, made on first use.
func (d *Domain) extra() *side {
	if s := d.side.Load(); s != nil {
		return s
	}
	s := &side{}
	if d.side.CompareAndSwap(nil, s) {
		return s
	}
	return d.side.Load()
}

// closedLocked reports whether the domain was closed; d.mu is held.
func (d *Domain) closedLocked() bool {
	s := d.side.Load()
	return s != nil && s.closed
}

// now is the version of the last finished commit; d.mu is held, so none is under way.
func (d *Domain) now() uint64 { return d.version.Load() &^ wordFlags }

// dep is the k-th source of v in read order, nil after the last.
func (d *Domain) dep(v *vertex, k int) *vertex {
	if v.byHand() {
		n := (*node)(unsafe.Pointer(v))
		if k >= len(n.deps) {
			return nil
		}
		return n.deps[k]
	}
	reads := d.plan.nodes[v.index()].reads
	if k >= len(reads) {
		return nil
	}
	return d.at(int(reads[k]))
}

// at is the vertex of the plan's node i in this instance.
func (d *Domain) at(i int) *vertex {
	return (*vertex)(unsafe.Add(d.base(), d.plan.lines[i].offset()))
}

// nameOf is for errors.
func (d *Domain) nameOf(v *vertex) string {
	if v.byHand() {
		return (*node)(unsafe.Pointer(v)).label()
	}
	return d.plan.nodes[v.index()].name
}

// Settled returns when every effect that earlier writes caused has run, or with ctx's error when that ends first. Called
// from inside an effect of the same domain it returns at once, for it would wait for itself.
func (d *Domain) Settled(ctx context.Context) error {
	s := d.side.Load()
	if s == nil {
		return nil
	}
	return d.settled(ctx, s)
}
