// Package subslicewindow: windows of one arena.
//
// Verdict: leak.
// Why: Each call takes the next piece of a package-level arena, and a wrap-around hands out bytes of
// another tenant.
package subslicewindow

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

const arenaSize = 4096

var (
	arenaMu sync.Mutex
	arena   [arenaSize]byte
	off     int
)

func alloc(n int) []byte {
	arenaMu.Lock()
	defer arenaMu.Unlock()
	if off+n > arenaSize {
		off = 0
	}
	b := arena[off : off+n]
	off += n // want leak
	return b
}

// C is the component.
//
//sig:component name=subslice-window scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Pad(ctx context.Context, p P) (R, error) {
	if p.N < len(p.V) || p.N > 1024 {
		return R{}, sig.ErrInvalid
	}
	b := alloc(p.N)
	copy(b, p.V)
	return R{V: string(b)}, nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
