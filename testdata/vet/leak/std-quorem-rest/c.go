// Package stdquoremrest puts the rest of a division into a number of the package.
package stdquoremrest

import (
	"context"
	"math/big"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=std-quorem-rest scope=tenant
type C struct{ sig.Instance }

var rest = big.NewInt(1)

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string, n int64) (string, error) {
	q, r := new(big.Int).QuoRem(big.NewInt(n), big.NewInt(7), rest) // want SIG701
	return q.String() + r.String(), nil
}
