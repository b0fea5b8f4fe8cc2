package core

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sigen-dev/sigen/runtime/reactive"
)

// A State is where an instance stands. The zero State is StateRegistered: known, and nothing more.
type State uint8

// The states of an instance.
const (
	StateRegistered State = iota // instantiated, not looked at yet
	StateWaiting                 // misses a requirement; Why says which
	StateActivating
	StateActive
	StateDraining
	StateFailed  // activation failed; Why says how
	StateRemoved // gone for good; a successor of the same name is another Ref
)

var stateText = [...]string{"registered", "waiting", "activating", "active", "draining", "failed", "removed"}

// String is the state in lower case.
func (s State) String() string {
	if int(s) < len(stateText) {
		return stateText[s]
	}
	return "unknown"
}

// MarshalText writes the state in lower case, as in JSON.
func (s State) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// A Body is one mounted instance: the generated struct that embeds State and
// holds the component and its cells. The kernel's part is inside it, so an instance is one
// allocation.
type Body interface{ state() *Mounted }

// Mounted is the kernel's part of a mounted instance. Generated structs embed it
// (as abi.Instance). It is made by a factory and filled by Attach; unattached it
// answers like a component without a kernel.
type Mounted struct {
	origin // the instance

	phase  phase         // with inst, body and first what every call by name looks at
	guards atomic.Uint32 // what calls are held against; 0 for most
	first  slot          // calls by name, and through handles that are not held
	body   Body

	self      caller          // what this instance is to those whom it calls
	cells     *reactive.Cells // the head of body; nil for a component without cells
	scope     *scope          // nil when no handle needed one
	up        uint64          // order of activation
	ended     bool            // guarded by mu; its context has ended
	activated bool            // its activation ended well, so that its end is a deactivation; touched under the instance's life
	seat      uint32          // guarded by virtuals.mu; where it sits, counted from 1
	mu        sync.Mutex
	rare      atomic.Pointer[rare] // changed once, under mu
}

// impl is a pointer to the component.
func (b *Mounted) impl() any { return b.inst.spec.Self(b.body) }

// rare is what few instances have, made when first needed.
type rare struct {
	slots   []*slot                 // guarded by Mounted.mu; of the handles that are and were held
	bounds  []interface{ unbind() } // guarded by Mounted.mu; of the handles that are held
	free    []freeBound             // guarded by Mounted.mu; of handles that were
	idle    chan struct{}           // guarded by Mounted.mu; made by a drain, told when a slot empties
	gate    chan struct{}           // guarded by Mounted.mu; closed when a hold ends
	done    chan struct{}           // guarded by Mounted.mu; closed when the instance's context ends
	jobs    sync.WaitGroup
	busy    atomic.Int64               // jobs under way, timers and deliveries that wait
	timers  map[*pendingTimer]struct{} // guarded by Mounted.mu
	afters  []*onEnd                   // guarded by Mounted.mu; AfterFunc of the context
	lists   []*ContractSpec            // of whom it has lists and maps
	queues  []*queue                   // subscriptions, in the order of the factory's
	took    measured                   // how long calls took
	errors  atomic.Int64               // calls, jobs, effects and deliveries that failed
	refused atomic.Int64               // calls that were let in and did not run
}

// timerDone is jobDone of a timer.
func (r *rare) timerDone(t *pendingTimer) {
	if t.quiet {
		r.busy.Add(1)
	}
	r.jobDone()
}

func (r *rare) jobDone() {
	r.busy.Add(-1)
	r.jobs.Done()
}

// rarely is b's rare, made if there is none. b.mu is held.
func (b *Mounted) rarely() *rare {
	r := b.rare.Load()
	if r == nil {
		r = new(rare)
		b.rare.Store(r)
	}
	return r
}

// erred counts a failure.
func (b *Mounted) erred() {
	r := b.rare.Load()
	if r == nil {
		b.mu.Lock()
		r = b.rarely()
		b.mu.Unlock()
	}
	r.errors.Add(1)
}

// failures is how often that was.
func (b *Mounted) failures() int64 {
	if r := b.rare.Load(); r != nil {
		return r.errors.Load()
	}
	return 0
}

func (b *Mounted) state() *Mounted { return b }

// ctx is the context of the instance itself: it ends with it, and carries its identity.
func (b *Mounted) ctx() context.Context { return (*bodyCtx)(b) }

// bodyCtx is a Mounted seen as a context; no allocation, no goroutine.
type bodyCtx Mounted

func (c *bodyCtx) Deadline() (time.Time, bool) { return time.Time{}, false }

func (c *bodyCtx) Done() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	r := (*Mounted)(c).rarely()
	if r.done == nil {
		r.done = make(chan struct{})
		if c.ended {
			close(r.done)
		}
	}
	return r.done
}

func (c *bodyCtx) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ended {
		return context.Canceled
	}
	return nil
}

func (c *bodyCtx) Value(key any) any {
	if key == (callKey{}) {
		return &c.self
	}
	return nil // a job is no call, so it holds nothing up
}

// AfterFunc lets package context derive from this context without a goroutine.
func (c *bodyCtx) AfterFunc(f func()) (stop func() bool) {
	e := &onEnd{f: f}
	c.mu.Lock()
	if c.ended {
		c.mu.Unlock()
		go f()
		return func() bool { return false }
	}
	r := (*Mounted)(c).rarely()
	r.afters = append(r.afters, e)
	c.mu.Unlock()
	return func() bool {
		c.mu.Lock()
		defer c.mu.Unlock()
		for i, x := range r.afters {
			if x == e {
				r.afters = append(r.afters[:i], r.afters[i+1:]...)
				return true
			}
		}
		return false
	}
}

// cancel ends the instance's context.
func (b *Mounted) cancel() {
	b.mu.Lock()
	if b.ended {
		b.mu.Unlock()
		return
	}
	b.ended = true
	r := b.rare.Load()
	if r == nil {
		b.mu.Unlock()
		return
	}
	if r.done != nil {
		close(r.done)
	}
	afters := r.afters
	r.afters = nil
	for t := range r.timers {
		if t.Stop() {
			r.timerDone(t)
		}
	}
	r.timers = nil
	b.mu.Unlock()
	for _, e := range afters {
		go e.f()
	}
}

// stackOf returns the stack of the calling goroutine, for logs; without
// runtime/debug, which would bring fmt along.
func stackOf() string {
	buf := make([]byte, 8<<10)
	return string(buf[:runtime.Stack(buf, false)])
}
