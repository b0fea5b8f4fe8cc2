// Package interfacesentinel: a sentinel whose static type is error
package interfacesentinel

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type refused struct{ why string }

func (e *refused) Error() string { return e.why }

// ErrRefused says no.
var ErrRefused error = &refused{"no"}

// C is the component.
//
//sig:component name=interface-sentinel scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Ask(ctx context.Context, p P) error {
	if p.N > 0 {
		return ErrRefused
	}
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
