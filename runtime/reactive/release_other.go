//go:build !amd64 || race || reactive_atomic

package reactive

import "sync/atomic"

func storeRelease(p *uint64, w uint64) { atomic.StoreUint64(p, w) }

func publish(p *uint64, w uint64, state *atomic.Uint64, s stateWord) {
	atomic.StoreUint64(p, w)
	state.Store(s)
}

func storeState(p *atomic.Uint64, s stateWord) { p.Store(s) }

func storeClaim(p *uint32, claim uint32) { atomic.StoreUint32(p, claim) }
