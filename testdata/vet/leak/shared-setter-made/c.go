// Package sharedsettermade: a function that another one made sets a field of a shared component
package sharedsettermade

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

func set(at *string) func(string) { return func(s string) { *at = s } }

// C is shared.
//
//sig:component name=shared-setter-made scope=shared
type C struct {
	sig.Instance
	c *sync.Cond
	s string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c.c.L.Lock() // want SIG706
	defer c.c.L.Unlock()
	old := c.s
	set(&c.s)(p.V)
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
