// Package sortglobaltable: a table is reordered as the caller likes.
//
// Verdict: leak.
// Why: slices.SortFunc sorts the package's own array; other tenants see that order.
package sortglobaltable

import (
	"context"
	"slices"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type plan struct {
	name  string
	price int
}

var plans = []plan{{"free", 0}, {"team", 20}, {"scale", 99}}

// C is the component.
//
//sig:component name=sort-global-table scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Plans(ctx context.Context, p P) (R, error) {
	slices.SortFunc(plans, func(a, b plan) int { // want leak
		if p.K == "price" {
			return b.price - a.price
		}
		return strings.Compare(a.name, b.name)
	})
	return R{V: plans[0].name}, nil
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
