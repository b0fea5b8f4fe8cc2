// Package pointeralias: a write through an alias
package pointeralias

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var conf = &settings{}

type settings struct{ mode string }

// C is the component.
//
//sig:component name=pointer-alias scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	s := conf
	q := &s.mode
	*q = p.V // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
