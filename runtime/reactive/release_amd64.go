//go:build !race && !reactive_atomic

package reactive

import (
	"sync/atomic"
	"unsafe"
)

// A run ends with two stores into the cell: its value, when that is a word, and its state. Both have to become visible in this
// order, by the time that the flight lands, which takes a lock: a release store each. Package sync/atomic has none. Its
// Store is sequentially consistent, on amd64 an exchange that empties the store buffer, and two of them cost more than all the rest of a
// run. So here they are release stores in assembly, as the runtime's own atomic package has them (StoreRel64); to the compiler they are
// calls, which it neither moves nor splits. Readers use the loads of sync/atomic, as everywhere. What a reader may make of
// them needs no more than release and acquire:
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
//go:noescape
func storeRelease(p *uint64, w uint64)

// publish is storeRelease of w to p and then of s to state.
//
//go:noescape
func publish(p *uint64, w uint64, state *atomic.Uint64, s stateWord)

func storeState(p *atomic.Uint64, s stateWord) { storeRelease((*uint64)(unsafe.Pointer(p)), s) }
