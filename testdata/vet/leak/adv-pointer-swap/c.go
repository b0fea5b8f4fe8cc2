// Package advpointerswap: a pointer to the variable
package advpointerswap

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type state struct{ v string }

var cur = &state{}

func replace(at **state, v string) { *at = &state{v} }

// C is the component.
//
//sig:component name=adv-pointer-swap scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	replace(&cur, p.V) // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
