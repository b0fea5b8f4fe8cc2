// Package arrayofmaps: a copied array of maps
package arrayofmaps

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var tables = [2]map[string]int{{"a": 1}, {"b": 2}}

// C is the component.
//
//sig:component name=array-of-maps scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	t := tables
	t[0][p.K] = p.N // want SIG701
	return R{N: t[0][p.V]}, nil
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
