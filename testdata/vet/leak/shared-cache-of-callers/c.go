// Package sharedcacheofcallers: a shared component keeps what a caller sent
package sharedcacheofcallers

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-cache-of-callers scope=shared
type C struct {
	sig.Instance
	mu   sync.Mutex
	last map[string]string
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last == nil {
		c.last = map[string]string{}
	}
	c.last[p.K] = p.V // want SIG706
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
