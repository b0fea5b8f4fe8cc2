// Package atkcontextderived: a context derived from a package's one carries its pointer
package atkcontextderived

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type key struct{}

type cell struct{ last string }

var baseCtx = context.WithValue(context.Background(), key{}, &cell{})

func deep(ctx context.Context, v string) string {
	c2, _ := ctx.Value(key{}).(*cell)
	old := c2.last
	c2.last = v // want SIG701
	return old
}

// C is the component.
//
//sig:component name=atk-context-derived scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	inner, cancel := context.WithCancel(baseCtx)
	defer cancel()
	return R{V: deep(inner, p.V)}, nil
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
