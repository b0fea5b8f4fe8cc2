// Package stdfrozenintable has numbers of the library in a table of functions.
package stdfrozenintable

import (
	"context"
	"math/big"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=std-frozen-in-table scope=tenant
type C struct{ sig.Instance }

type rule struct {
	limit *big.Int
	over  func(n, limit *big.Int) bool
}

func more(n, limit *big.Int) bool { return n.Cmp(limit) > 0 }

var rules = map[string]rule{"more": {big.NewInt(10), more}}

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string, n int64) (string, error) {
	if rules[s].over(big.NewInt(n), rules[s].limit) {
		return "over", nil
	}
	return "under", nil
}
