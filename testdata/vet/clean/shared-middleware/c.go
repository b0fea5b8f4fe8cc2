// Package sharedmiddleware: a helper's router keeps middleware that keeps nothing
package sharedmiddleware

import (
	"context"
	"github.com/sigen-dev/sigen/testdata/vet/clean/shared-middleware/w"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is one.
//
//sig:component name=shared-middleware scope=shared
type C struct {
	sig.Instance
	r w.Router
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.r.Use(func(next func(string) string) func(string) string {
		return func(s string) string { return "<" + next(s) + ">" }
	})
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: c.r.Serve(p.V, strings.ToUpper)}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
