// Package accessoralias: a helper hands out the map
package accessoralias

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var m = map[string]string{}

func table() map[string]string { return m }

// C is the component.
//
//sig:component name=accessor-alias scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	table()[p.K] = p.V // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
