// Package stdbitskept computes in words of the package, which a number was given.
package stdbitskept

import (
	"context"
	"math/big"

	sig "github.com/sigen-dev/sigen/runtime"
)

var words = make([]big.Word, 1, 8)

// C is the component.
//
//sig:component name=std-bits-kept scope=tenant
type C struct{ sig.Instance }

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, n int64) (string, error) {
	old := words[0]
	x := new(big.Int).SetBits(words) // want SIG701
	x.Add(x, big.NewInt(n))
	return new(big.Int).SetUint64(uint64(old)).String(), nil
}
