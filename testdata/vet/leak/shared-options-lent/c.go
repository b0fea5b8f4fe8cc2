// Package sharedoptionslent: one function puts a map of the component where the next one writes
package sharedoptionslent

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cf struct{ m map[string]string }

func keep(x *cf, v string) { x.m["a"] = v }

// C is one.
//
//sig:component name=shared-options-lent scope=shared
type C struct {
	sig.Instance
	opts []func(*cf, string)
	m    map[string]string
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.m = map[string]string{"a": "b"}
	c.opts = append(c.opts, func(x *cf, _ string) { x.m = c.m }, keep)
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.m["a"]
	x := &cf{map[string]string{}}
	for _, o := range c.opts {
		o(x, p.V) // want SIG706
	}
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
