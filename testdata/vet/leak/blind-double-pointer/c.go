// Package blinddoublepointer: a pointer that leads to a pointer
package blinddoublepointer

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type conf struct{ mode string }

var active = &conf{}

var handle = &active

// C is the component.
//
//sig:component name=blind-double-pointer scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	(*handle).mode = p.V // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
