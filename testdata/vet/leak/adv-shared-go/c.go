// Package advsharedgo: a goroutine of the shared component keeps it
package advsharedgo

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=adv-shared-go scope=shared
type C struct {
	sig.Instance
	mu   sync.Mutex
	last string
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	c.Go(func(context.Context) error {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.last = p.V // want SIG706
		return nil
	})
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
