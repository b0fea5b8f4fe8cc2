// Package atkcontextbase: a package's context carries a pointer
package atkcontextbase

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type key struct{}

type cell struct{ last string }

var baseCtx = context.WithValue(context.Background(), key{}, &cell{})

// C is the component.
//
//sig:component name=atk-context-base scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c2 := baseCtx.Value(key{}).(*cell)
	old := c2.last
	c2.last = p.V // want SIG701
	return R{V: old}, nil
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
