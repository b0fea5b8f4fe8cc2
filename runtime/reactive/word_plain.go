//go:build amd64 && !race && !reactive_atomic

package reactive

import (
	"sync/atomic"
	"unsafe"
)

// A run ends with two stores into the cell: its value, when that is a word, and its state. Both only have to become visible in
// this order (release), by the time that the flight lands, which takes a lock. Go has no release store: on amd64 atomic.Store is an
// exchange that empties the store buffer, half the price of a whole run. There a plain aligned 8-byte store is a release store, so
// here they are plain; readers use atomic loads as everywhere. What a reader may make of them does not depend on more:
//
//   - Only the flight that claimed the cell stores to it.
//   - A reader loads the domain's version, the state, the value and the version again, and uses the value only when the state was
//     stamped with that version and the version did not move. A word is overwritten only for a newer version, which the
//     reader then sees, since the overwriting flight saw it first.
//
// Other architectures, the race detector and the build tag reactive_atomic get the atomic stores of word_atomic.go.

func loadWord(p *uint64) uint64 { return atomic.LoadUint64(p) }

func storeWord(p *uint64, w uint64) { *(*uint64)(unsafe.Pointer(p)) = w }

func storeState(p *atomic.Uint64, s stateWord) { *(*uint64)(unsafe.Pointer(p)) = s }
