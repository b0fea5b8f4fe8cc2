// Package cleanupcallback: runtime.AddCleanup reports a value later.
//
// Verdict: leak.
// Why: The cleanup runs on a goroutine of the runtime after the call, and writes package state.
package cleanupcallback

import (
	"context"
	"runtime"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type ticket struct{ buf [64]byte }

var freed sync.Map

// C is the component.
//
//sig:component name=cleanup-callback scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Make(ctx context.Context, p P) (R, error) {
	t := &ticket{}
	copy(t.buf[:], p.V)
	runtime.AddCleanup(t, func(k string) { freed.Store(k, true) }, p.K) // want leak
	return R{N: len(t.buf)}, nil
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
