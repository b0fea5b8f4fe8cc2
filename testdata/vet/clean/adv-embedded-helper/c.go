// Package advembeddedhelper: an embedded struct of the instance's own
package advembeddedhelper

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type counter struct {
	mu sync.Mutex
	n  map[string]int
}

func (c *counter) inc(k string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.n == nil {
		c.n = map[string]int{}
	}
	c.n[k]++
	return c.n[k]
}

// C is the component.
//
//sig:component name=adv-embedded-helper scope=tenant
type C struct {
	sig.Instance
	counter
}

//sig:runnable desc="one call"
func (c *C) Hit(ctx context.Context, p P) (R, error) { return R{N: c.inc(p.K)}, nil }

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
