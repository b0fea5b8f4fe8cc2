// Package hookclosure: a hook that closes over the instance.
//
// Verdict: leak.
// Why: The closure in the package's list reads this tenant's storage for whoever runs the hooks.
package hookclosure

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type hook func(key string) (string, error)

var hooks []hook

func onLookup(h hook) { hooks = append(hooks, h) } // want leak

// C is the component.
//
//sig:component name=hook-closure scope=tenant
type C struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`
}

//sig:activate
func (c *C) activate(ctx context.Context) error {
	onLookup(func(key string) (string, error) {
		b, err := c.Store.Get(context.Background(), key)
		return string(b), err
	})
	return nil
}

//sig:runnable desc="one call"
func (c *C) Lookup(ctx context.Context, p P) (R, error) {
	for _, h := range hooks {
		if v, err := h(p.K); err == nil {
			return R{V: v}, nil
		}
	}
	return R{}, sig.ErrNotFound
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
