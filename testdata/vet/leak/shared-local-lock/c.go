// Package sharedlocallock: whether a local lock is held says what a caller sent
package sharedlocallock

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is one.
//
//sig:component name=shared-local-lock scope=shared
type C struct {
	sig.Instance
	s string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.s
	var mu sync.Mutex
	if p.V == "x" {
		mu.Lock()
	}
	if mu.TryLock() {
		c.s = "y" // want SIG706
	}
	return R{V: old}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
