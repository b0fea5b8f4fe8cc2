// Package blindlocaltypeclosure: state in a closure that a method value wraps
package blindlocaltypeclosure

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type counter struct{ n *int }

func (c counter) inc() int { *c.n++; return *c.n }

var one = func() counter { n := 0; return counter{&n} }()

// C is the component.
//
//sig:component name=blind-local-type-closure scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Next(ctx context.Context) (R, error) {
	return R{N: one.inc()}, nil // want SIG701
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
