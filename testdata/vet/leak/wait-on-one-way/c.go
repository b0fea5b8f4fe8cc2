// Package waitononeway: a wait that one return skips
package waitononeway

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=wait-on-one-way scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Sum(ctx context.Context, p P) (R, error) {
	var wg sync.WaitGroup
	n := 0
	wg.Go(func() { n = p.N }) // want SIG707
	if p.V == "" {
		return R{}, nil
	}
	wg.Wait()
	return R{N: n}, nil
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
