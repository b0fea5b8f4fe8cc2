// Package requestruns: a value per request that counts calls of the component
package requestruns

import (
	"context"
	"strings"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

type request struct {
	c *C
	p P
}

func (r request) run() (R, error) {
	r.c.hits.Add(1)
	return R{V: strings.ToUpper(r.p.V), N: len(r.p.K)}, nil
}

// C is the component.
//
//sig:component name=request-runs scope=shared
type C struct {
	sig.Instance
	hits atomic.Int64
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) { return request{c, p}.run() }

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
