// Package advregisterelsewhere: an instance registered in another package
package advregisterelsewhere

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/vet/leak/adv-register-elsewhere/hub"
)

// C is the component.
//
//sig:component name=adv-register-elsewhere scope=tenant
type C struct {
	sig.Instance
	name string
}

// Name names it.
func (c *C) Called() string { return c.name }

//sig:runnable desc="one call"
func (c *C) Join(ctx context.Context, p P) error {
	c.name = p.V
	hub.Register(c)
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
