// Package rangeclosures: closures in a slice of the package
package rangeclosures

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var undo []func()

// C is the component.
//
//sig:component name=range-closures scope=tenant
type C struct {
	sig.Instance
	v string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.v
	undo = append(undo, func() { c.v = old }) // want SIG705
	c.v = p.V
	return R{}, nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
