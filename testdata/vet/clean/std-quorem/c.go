// Package stdquorem divides by a number of the package.
package stdquorem

import (
	"context"
	"math/big"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=std-quorem scope=tenant
type C struct{ sig.Instance }

var base = big.NewInt(1_000_003)

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string, n int64) (string, error) {
	q, r := new(big.Int).QuoRem(big.NewInt(n), base, new(big.Int))
	return q.String() + r.String(), nil
}
