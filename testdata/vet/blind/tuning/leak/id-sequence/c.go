// Package idsequence: ticket numbers come from one counter.
//
// Verdict: leak.
// Why: The counter is process-wide, so a tenant learns from the gaps how many tickets the others
// open.
package idsequence

import (
	"context"

	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

var lastTicket atomic.Int64

func nextTicket() int { return int(lastTicket.Add(1)) } // want leak

// C is the component.
//
//sig:component name=id-sequence scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Open(ctx context.Context, p P) (R, error) {
	return R{V: p.V, N: nextTicket()}, nil
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
