// Package sharedpertenantescapes: a caller's state put into the component
package sharedpertenantescapes

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type memory struct{ last string }

// C is the component.
//
//sig:component name=shared-per-tenant-escapes scope=shared
type C struct {
	sig.Instance
	state sig.PerTenant[memory]
	cur   *memory
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	m, err := c.state.Get(ctx)
	if err != nil {
		return err
	}
	c.cur = m // want SIG706
	m.last = p.V
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
