// Package advarraycopy: an array copy holds the same pointers
package advarraycopy

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ v string }

var cells = [2]*cell{{}, {}}

// C is the component.
//
//sig:component name=adv-array-copy scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	local := cells
	local[p.N&1].v = p.V // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
