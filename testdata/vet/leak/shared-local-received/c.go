// Package sharedlocalreceived: how much is in a local channel says what a caller sent
package sharedlocalreceived

import (
	"context"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is one.
//
//sig:component name=shared-local-received scope=shared
type C struct {
	sig.Instance
	s string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.s
	ch := make(chan int, 2)
	ch <- 1
	if p.V == "x" {
		<-ch
	}
	c.s = strconv.Itoa(len(ch)) // want SIG706
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
