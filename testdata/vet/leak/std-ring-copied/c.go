// Package stdringcopied: a copy of a ring shares the elements of what it was copied from
package stdringcopied

import (
	"container/ring"
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var one = ring.New(3)

// C is the component.
//
//sig:component name=std-ring-copied scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	x := *one
	v, _ := one.Next().Value.(string)
	x.Next().Value = p.V // want SIG701
	return R{V: v}, nil
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
