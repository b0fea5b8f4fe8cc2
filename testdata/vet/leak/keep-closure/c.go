// Package keepclosure: a closure over the instance
package keepclosure

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var later []func() string

// C is the component.
//
//sig:component name=keep-closure scope=tenant
type C struct {
	sig.Instance
	name string
}

//sig:runnable desc="one call"
func (c *C) Join(ctx context.Context, p P) error {
	later = append(later, func() string { return c.name }) // want SIG705
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
