// Package randsource: a source that tenants draw from in turn
package randsource

import (
	"context"
	"math/rand/v2"

	sig "github.com/sigen-dev/sigen/runtime"
)

var source = rand.New(rand.NewPCG(1, 2))

// C is the component.
//
//sig:component name=rand-source scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Draw(ctx context.Context) (R, error) {
	return R{N: source.IntN(100)}, nil // want SIG701
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
