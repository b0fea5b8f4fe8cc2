// Package copyinnerpointer: a copied struct with a pointer inside
package copyinnerpointer

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type inner struct{ n int }

type conf struct {
	name string
	in   *inner
}

var defaults = conf{"x", &inner{1}}

// C is the component.
//
//sig:component name=copy-inner-pointer scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	cfg := defaults
	cfg.name = p.V
	cfg.in.n = p.N // want SIG701
	return R{N: cfg.in.n}, nil
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
