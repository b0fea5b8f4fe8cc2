package core

import (
	"runtime"
	"slices"
	"sync/atomic"
	"weak"
)

// A bound is a client's way into one body. With what a call needs of both it fills a cache line, and
// is the client's own. A body keeps those of clients that have been collected for the next.
type bound[T any] struct {
	slot
	b      *Mounted
	impl   T                       // b's component
	tenant *tenant                 // b's
	word   atomic.Uint32           // b's generation when the client bound
	flags  bool                    // some runnable of the contract has flags
	owner  weak.Pointer[client[T]] // guarded by Mounted.mu; who has it: the body must not keep its clients
	_      [8]byte
}

// bindTo makes b the body that the client's calls go to, and counts one in. b is held, and word was
// its generation when the client chose it.
func (cl *client[T]) bindTo(b *Mounted, impl T, word uint32) *bound[T] {
	b.mu.Lock()
	r := b.rarely()
	bd := spare[T](r, cl.spec)
	if bd == nil {
		bd = &bound[T]{b: b, impl: impl, tenant: b.inst.tenant, flags: cl.spec.flagged()}
		r.slots = append(r.slots, &bd.slot)
		r.bounds = append(r.bounds, bd)
	}
	bd.owner = weak.Make(cl)
	bd.word.Store(word)
	bd.n.Add(slotOne)
	b.open(&bd.slot, word)
	b.mu.Unlock()

	cl.mu.Lock()
	old, unused := cl.bound.Load(), cl.unused
	cl.bound.Store(bd)
	// The cleanup must not keep the body, which may lead back to the client.
	cl.unused = runtime.AddCleanup(cl, reclaim[T], reclaimed[T]{weak.Make(bd), cl.spec})
	cl.mu.Unlock()
	if old != nil {
		unused.Stop()
		old.reclaim(cl.spec)
	}
	if b.phase.Load() == phaseGone { // its end may have come before the client had it
		cl.unbind(bd)
	}
	return bd
}

// unbind has the clients of a body that has gone hold it no longer, however long they are kept
// themselves. A call that found it before ends as it would have.
func (b *Mounted) unbind() {
	b.mu.Lock()
	var all []interface{ unbind() }
	if r := b.rare.Load(); r != nil {
		all = r.bounds
		r.bounds = nil
	}
	b.mu.Unlock()
	for _, bd := range all {
		bd.unbind()
	}
}

func (bd *bound[T]) unbind() {
	bd.b.mu.Lock()
	cl := bd.owner.Value()
	bd.b.mu.Unlock()
	if cl != nil {
		cl.unbind(bd)
	}
}

func (cl *client[T]) unbind(bd *bound[T]) {
	cl.mu.Lock()
	defer cl.mu.Unlock()
	if cl.bound.CompareAndSwap(bd, nil) {
		cl.unused.Stop()
	}
}

// spare takes one that a client has left behind, nil when there is none. Mounted.mu is held.
func spare[T any](r *rare, c *ContractSpec) *bound[T] {
	for n := len(r.free) - 1; n >= 0; n-- {
		if f := r.free[n]; f.spec == c {
			if bd, ok := f.bound.(*bound[T]); ok {
				r.free = slices.Delete(r.free, n, n+1)
				return bd
			}
		}
	}
	return nil
}

// A freeBound is a bound[T] of a contract without a client.
type freeBound struct {
	spec  *ContractSpec
	bound any
}

// reclaimed is the bound of a client that has been collected.
type reclaimed[T any] struct {
	bd   weak.Pointer[bound[T]]
	spec *ContractSpec
}

func reclaim[T any](r reclaimed[T]) {
	if bd := r.bd.Value(); bd != nil { // its body is there
		bd.reclaim(r.spec)
	}
}

// reclaim gives a bound back to its body. A call that found it before may still be
// in flight, or come in: it is counted as before, by whoever has it next.
func (bd *bound[T]) reclaim(c *ContractSpec) {
	b := bd.b
	b.mu.Lock()
	defer b.mu.Unlock()
	bd.n.And(^uint64(slotOpen))
	r := b.rarely()
	r.free = append(r.free, freeBound{c, bd})
}
