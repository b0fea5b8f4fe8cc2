// Package ctxbychannel: a context sent to a worker
package ctxbychannel

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=ctx-by-channel scope=tenant
type C struct {
	sig.Instance
	work chan context.Context
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	select {
	case c.work <- ctx: // want SIG708
	default:
	}
	return R{}, nil
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
