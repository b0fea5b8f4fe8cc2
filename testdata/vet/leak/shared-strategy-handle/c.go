// Package sharedstrategyhandle: a handle of the component behind an interface of the package
package sharedstrategyhandle

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type putter interface {
	Put(context.Context, string, []byte) error
}

// C is one.
//
//sig:component name=shared-strategy-handle scope=shared
type C struct {
	sig.Instance
	h putter
	s sig.Storage `sig:"requires"`
}

// Start sets it.
func (c *C) Start(ctx context.Context) error {
	c.h = c.s
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c.h.Put(ctx, "k", []byte(p.V)) // want SIG720
	return R{}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
