// Package ctxinmap: a context kept in a map
package ctxinmap

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=ctx-in-map scope=tenant
type C struct {
	sig.Instance
	calls map[string]context.Context
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if c.calls == nil {
		c.calls = map[string]context.Context{}
	}
	c.calls[p.K] = ctx // want SIG708
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
