package sharedothertags

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type a struct {
	in struct {
		v string `a:"v"`
	}
}

type bb struct {
	in struct {
		v string `b:"v"`
	}
}

// C is the component.
//
//sig:component name=shared-other-tags scope=shared
type C struct {
	sig.Instance
	in *a
}

//sig:activate
func (c *C) start(context.Context) error {
	c.in = &a{}
	return nil
}

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	b := (*bb)(c.in)
	old := b.in.v
	b.in.v = p.V // want SIG706
	return R{V: old}, nil
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
