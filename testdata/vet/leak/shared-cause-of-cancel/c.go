// Package sharedcauseofcancel: what a caller sent comes back as the cause of a context
package sharedcauseofcancel

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is shared.
//
//sig:component name=shared-cause-of-cancel scope=shared
type C struct {
	sig.Instance
	s string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.s
	ctx2, cancel := context.WithCancelCause(context.Background())
	cancel(errors.New(p.V))
	c.s = context.Cause(ctx2).Error() // want SIG706
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
