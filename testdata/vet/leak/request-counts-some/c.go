// Package requestcountssome: a value per request counts those of one kind
package requestcountssome

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type request struct {
	c *C
	p P
}

func (r request) run() (R, error) {
	if r.p.K != "" {
		r.c.hits++
	}
	return R{V: strings.ToUpper(r.p.V)}, nil
}

// C is the component.
//
//sig:component name=request-counts-some scope=shared
type C struct {
	sig.Instance
	hits int
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
