// Package nearctxclosuresincall: the call's context is used by closures that end with the call.
//
// Verdict: proved.
package nearctxclosuresincall

import (
	"context"
	"fmt"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

func each(ctx context.Context, n int, f func(ctx context.Context, i int) error) error {
	for i := range n {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := f(ctx, i); err != nil {
			return fmt.Errorf("step %d: %w", i, err)
		}
	}
	return nil
}

// C is the component.
//
//sig:component name=near-ctx-closures-in-call scope=tenant
type C struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Fill(ctx context.Context, p P) (R, error) {
	put := func(i int) error { return c.Store.Put(ctx, p.K+strconv.Itoa(i), []byte(p.V)) }
	n := 0
	err := each(ctx, p.N, func(_ context.Context, i int) error {
		n++
		return put(i)
	})
	return R{N: n}, err
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
