// Package sharedcounts: a shared component that counts calls and time
package sharedcounts

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-counts scope=shared
type C struct {
	sig.Instance
	calls, failed atomic.Int64
	mu            sync.Mutex
	last          time.Time
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c.calls.Add(1)
	if p.N < 0 {
		c.failed.Add(1)
		return R{}, errors.New("negative")
	}
	c.mu.Lock()
	c.last = time.Now()
	c.mu.Unlock()
	return R{N: p.N * 2}, nil
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
