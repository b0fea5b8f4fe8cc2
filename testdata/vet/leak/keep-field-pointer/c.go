// Package keepfieldpointer: a pointer into the instance
package keepfieldpointer

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var shared []*string

// C is the component.
//
//sig:component name=keep-field-pointer scope=tenant
type C struct {
	sig.Instance
	name string
}

//sig:runnable desc="one call"
func (c *C) Join(ctx context.Context, p P) error {
	c.name = p.V
	shared = append(shared, &c.name) // want SIG705
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
