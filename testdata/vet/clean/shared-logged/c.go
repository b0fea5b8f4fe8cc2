// Package sharedlogged: a shared component with a chain of functions around the call
package sharedlogged

import (
	"context"
	"fmt"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type handler func(ctx context.Context, p P) (R, error)

func timed(next handler, now func() time.Time) handler {
	return func(ctx context.Context, p P) (R, error) {
		t := now()
		r, err := next(ctx, p)
		if err != nil {
			return R{}, fmt.Errorf("after %v: %w", now().Sub(t), err)
		}
		return r, nil
	}
}

// C is shared.
//
//sig:component name=shared-logged scope=shared
type C struct {
	sig.Instance
}

func (c *C) serve(ctx context.Context, p P) (R, error) { return R{V: p.V}, ctx.Err() }

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return timed(c.serve, time.Now)(ctx, p)
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
