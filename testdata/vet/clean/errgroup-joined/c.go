// Package errgroupjoined: errgroup that is waited for
package errgroupjoined

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"golang.org/x/sync/errgroup"
)

// C is the component.
//
//sig:component name=errgroup-joined scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	g, ctx := errgroup.WithContext(ctx)
	out := make([]int, 2)
	for i := range out {
		g.Go(func() error {
			out[i] = i * p.N
			return ctx.Err()
		})
	}
	if err := g.Wait(); err != nil {
		return R{}, err
	}
	return R{N: out[0] + out[1]}, nil
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
