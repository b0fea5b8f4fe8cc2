// Package functionaloptions: options applied to a local value
package functionaloptions

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type config struct {
	size int
	name string
}

type option func(*config)

func withSize(n int) option { return func(c *config) { c.size = n } }

func build(opts ...option) config {
	c := config{size: 1, name: "x"}
	for _, o := range opts {
		o(&c)
	}
	return c
}

// C is the component.
//
//sig:component name=functional-options scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Size(ctx context.Context, p P) (R, error) { return R{N: build(withSize(p.N)).size}, nil }

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
