// Package nearclosurecounter: a generator is made anew by every call.
//
// Verdict: proved.
package nearclosurecounter

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

func counter(start int) func() int {
	n := start
	return func() int {
		n++
		return n
	}
}

var newCounter = counter

// C is the component.
//
//sig:component name=near-closure-counter scope=tenant
type C struct {
	sig.Instance

	next func() int
	mu   sync.Mutex
}

//sig:runnable desc="one call"
func (c *C) Next(ctx context.Context, p P) (R, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.next == nil {
		c.next = newCounter(p.N)
	}
	local := newCounter(100)
	return R{N: c.next() + local()}, nil
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
