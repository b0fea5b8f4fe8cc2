// Package middlewarechain: a chain of functions with a context
package middlewarechain

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type handler func(ctx context.Context, p P) (R, error)

func logged(next handler, lines *[]string) handler {
	return func(ctx context.Context, p P) (R, error) {
		*lines = append(*lines, p.K)
		return next(ctx, p)
	}
}

// C is the component.
//
//sig:component name=middleware-chain scope=tenant
type C struct {
	sig.Instance
	lines []string
}

func (c *C) serve(ctx context.Context, p P) (R, error) { return R{V: p.V}, nil }

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return logged(c.serve, &c.lines)(ctx, p)
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
