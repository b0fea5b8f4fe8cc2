//go:build (amd64 || arm64) && !race

package reactive

import (
	"sync/atomic"
	"unsafe"
)

// The word of a WordValue is written by the flight that owns the cell, between the commit that made the cell stale and the
// store of its stamp, which is atomic. A reader loads version and stamp, the word, and the version again, and drops the word when
// the version moved, so it never uses a word that was written meanwhile. On machines whose aligned 8-byte stores are single-copy
// atomic and multi-copy atomic, a plain store is then enough, and half the price of a run on amd64. Other machines, and the race
// detector, get the atomic store of word_atomic.go.

func loadWord(p *uint64) uint64 { return atomic.LoadUint64(p) }

func storeWord(p *uint64, w uint64) { *(*uint64)(unsafe.Pointer(p)) = w }
