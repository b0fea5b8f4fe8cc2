//go:build !race && !reactive_atomic

package reactive

import (
	"sync/atomic"
	"unsafe"
)

// A run ends with two stores into the cell: its value, when that is a word, and its state. Both have to become visible in this
// order, by the time that the flight lands, which takes a lock: a release store each. Package sync/atomic has none. Its
// Store is sequentially consistent, on amd64 an exchange that empties the store buffer, and two of them cost more than all the rest of a
// run. So here they are plain stores of an aligned word, which on amd64 are release stores: the processor does not move a store before an
// earlier load or store, and the compiler does not move memory operations over a call or split a word. So that there is a call they are
// functions of their own that are never inlined. Assembly would do the same, but takes its arguments from memory, which
// doubles the way from one computed's value to the next. Readers use the loads of sync/atomic, as everywhere. What a reader may
// make of them needs no more than release and acquire:
//
//   - Only the flight that claimed the cell stores to it, and a flight begins and lands under the domain's lock.
//   - A reader loads the domain's version, the state, the value and the version again, and uses the value only when the state was
//     stamped with that version and the version did not move. It then has the value that was stored before that state, or
//     a later one. A later one is stored by a flight of a newer version, which it loaded before it stored; so the reader, who saw what
//     it stored, sees that version too, and drops the value.
//
// Other architectures, where a sequentially consistent store is cheap, the race detector and the build tag reactive_atomic get the
// stores of sync/atomic in release_other.go.

// storeRelease stores w so that whoever loads it sees what was stored before.
//
//go:noinline
func storeRelease(p *uint64, w uint64) { *p = w }

// publish is storeRelease of w to p and then of s to state.
//
//go:noinline
func publish(p *uint64, w uint64, state *atomic.Uint64, s stateWord) {
	*p = w
	*(*uint64)(unsafe.Pointer(state)) = s
}

func storeState(p *atomic.Uint64, s stateWord) { storeRelease((*uint64)(unsafe.Pointer(p)), s) }

// storeClaim is storeRelease of a source's claim.
//
//go:noinline
func storeClaim(p *uint32, claim uint32) { *p = claim }
