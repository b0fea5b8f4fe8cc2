// Package fieldalias: a map kept in the instance
package fieldalias

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var m = map[string]string{}

// C is the component.
//
//sig:component name=field-alias scope=tenant
type C struct {
	sig.Instance
	m map[string]string
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.m = m // want SIG702
	return nil
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	c.m[p.K] = p.V
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
