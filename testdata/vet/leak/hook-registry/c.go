// Package hookregistry: a method of the instance in a list of hooks
package hookregistry

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var hooks []func(string) string

// C is the component.
//
//sig:component name=hook-registry scope=tenant
type C struct {
	sig.Instance
	last string
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	hooks = append(hooks, c.tell) // want SIG705
	return nil
}

func (c *C) tell(s string) string { return c.last + s }

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c.last = p.V
	out := ""
	for _, h := range hooks {
		out += h(p.K)
	}
	return R{V: out}, nil
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
