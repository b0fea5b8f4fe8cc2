// Package fieldsonly: state in the instance
package fieldsonly

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=fields-only scope=tenant
type C struct {
	sig.Instance
	mu   sync.Mutex
	last map[string]string
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) (R, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last == nil {
		c.last = map[string]string{}
	}
	c.last[p.K] = p.V
	return R{N: len(c.last)}, nil
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
