// Package pertenantmethodlends: a method of an interface puts a map of the shared component into what belongs to one tenant
package pertenantmethodlends

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type view struct{ m map[string]string }
type filler interface{ fill(*view) }
type mem struct{ m map[string]string }

func (m *mem) fill(v *view) { v.m = m.m }

// C is one.
//
//sig:component name=per-tenant-method-lends scope=shared
type C struct {
	sig.Instance
	box sig.PerTenant[view]
	fl  filler
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.fl = &mem{map[string]string{}}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	v, err := c.box.Get(ctx)
	if err != nil {
		return R{}, err
	}
	c.fl.fill(v) // want SIG702
	old := v.m["a"]
	v.m["a"] = p.V // want SIG706
	return R{V: old}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
