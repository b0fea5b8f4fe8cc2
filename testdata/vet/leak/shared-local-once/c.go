// Package sharedlocalonce: whether a local once is done says what a caller sent
package sharedlocalonce

import (
	"context"
	"strconv"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is one.
//
//sig:component name=shared-local-once scope=shared
type C struct {
	sig.Instance
	s string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.s
	var o sync.Once
	n := 0
	if p.V == "x" {
		o.Do(func() {})
	}
	o.Do(func() { n = 1 })
	c.s = strconv.Itoa(n) // want SIG706
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
