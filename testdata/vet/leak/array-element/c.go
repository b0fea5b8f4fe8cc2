// Package arrayelement: an element of an array
package arrayelement

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var slots [16]int

// C is the component.
//
//sig:component name=array-element scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	slots[p.N&15]++ // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
