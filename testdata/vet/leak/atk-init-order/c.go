// Package atkinitorder: two names for one map, set up in another order
package atkinitorder

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var (
	view  = store
	store = map[string]string{}
)

// C is the component.
//
//sig:component name=atk-init-order scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := store[p.K]
	view[p.K] = p.V // want SIG701
	return R{V: old}, nil
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
