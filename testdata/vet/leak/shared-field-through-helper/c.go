// Package sharedfieldthroughhelper: a helper stores the caller's value
package sharedfieldthroughhelper

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-field-through-helper scope=shared
type C struct {
	sig.Instance
	state struct{ name string }
}

func (c *C) remember(s string) {
	c.state.name = strings.ToUpper(s) // want SIG706
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	c.remember(p.V)
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
