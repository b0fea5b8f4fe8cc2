// Package atkcontextcancel: one tenant ends the context that all look at
package atkcontextcancel

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var baseCtx, stop = context.WithCancel(context.Background())

// C is the component.
//
//sig:component name=atk-context-cancel scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if p.N > 0 {
		stop() // want SIG720
	}
	if baseCtx.Err() != nil {
		return R{N: 1}, nil
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
