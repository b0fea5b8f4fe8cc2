// Package requestlast: a value per request leaves a part of itself in the component
package requestlast

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type request struct {
	c *C
	p P
}

func (r request) run() (R, error) {
	r.c.hits++
	r.c.last = r.p.V
	return R{V: r.c.last}, nil
}

// C is the component.
//
//sig:component name=request-last scope=shared
type C struct {
	sig.Instance
	hits int
	last string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return request{c, p}.run() // want SIG706
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
