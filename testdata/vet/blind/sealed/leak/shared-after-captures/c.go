// Package sharedaftercaptures: a delayed job of the shared instance captures the caller's value.
//
// Verdict: leak.
// Why: What the closure keeps ends up in a field that everybody reads.
package sharedaftercaptures

import (
	"context"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-after-captures scope=shared
type C struct {
	sig.Instance

	mu     sync.Mutex
	notice string
}

//sig:runnable desc="one call"
func (c *C) Announce(ctx context.Context, p P) error {
	c.After(time.Second, func(context.Context) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.notice = p.V // want leak
	})
	return nil
}

//sig:runnable desc="one call"
func (c *C) Notice(ctx context.Context) (R, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return R{V: c.notice}, nil
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
