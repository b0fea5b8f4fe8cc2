// Package advatomicpointer: a struct behind an atomic pointer
package advatomicpointer

import (
	"context"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

type state struct{ last string }

var cur atomic.Pointer[state]

func init() { cur.Store(&state{}) }

// C is the component.
//
//sig:component name=adv-atomic-pointer scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	cur.Load().last = p.V // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
