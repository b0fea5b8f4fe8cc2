// Package instanceafter: an entry expires by the instance's own timer.
//
// Verdict: proved.
package instanceafter

import (
	"context"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=instance-after scope=tenant
type C struct {
	sig.Instance

	mu sync.Mutex
	m  map[string]string
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.m == nil {
		c.m = make(map[string]string)
	}
	c.m[p.K] = p.V
	key := p.K
	c.After(time.Minute, func(context.Context) {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.m, key)
	})
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
