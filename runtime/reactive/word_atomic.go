//go:build !amd64 || race || reactive_atomic

package reactive

import "sync/atomic"

func loadWord(p *uint64) uint64 { return atomic.LoadUint64(p) }

func storeWord(p *uint64, w uint64) { atomic.StoreUint64(p, w) }

func storeState(p *atomic.Uint64, s stateWord) { p.Store(s) }
