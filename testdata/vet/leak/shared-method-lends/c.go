// Package sharedmethodlends: a method of an interface puts memory of its receiver into what a helper gave it
package sharedmethodlends

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type st struct{ s string }
type filler interface{ fill(*view) }
type view struct{ st *st }
type mem struct{ st st }

func (m *mem) fill(v *view) { v.st = &m.st }
func get(f filler) view     { var v view; f.fill(&v); return v }

// C is one.
//
//sig:component name=shared-method-lends scope=shared
type C struct {
	sig.Instance
	fl filler
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.fl = &mem{}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	v := get(c.fl)
	old := v.st.s
	v.st.s = p.V // want SIG706
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
