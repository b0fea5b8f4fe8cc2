// Package stdgcdfactor has a factor put into a number of the package.
package stdgcdfactor

import (
	"context"
	"math/big"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=std-gcd-factor scope=tenant
type C struct{ sig.Instance }

var factor = big.NewInt(1)

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string, n int64) (string, error) {
	g := new(big.Int).GCD(factor, nil, big.NewInt(n), big.NewInt(12)) // want SIG701
	return g.String(), nil
}
