// Package sharedlocalclosed: whether a local channel is closed says what a caller sent
package sharedlocalclosed

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is one.
//
//sig:component name=shared-local-closed scope=shared
type C struct {
	sig.Instance
	s string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.s
	ch := make(chan int)
	if p.V == "x" {
		close(ch)
	}
	select {
	case <-ch:
		c.s = "x" // want SIG706
	default:
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
