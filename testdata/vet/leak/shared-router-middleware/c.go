// Package sharedroutermiddleware: a helper's router keeps the functions that it is given, and one of them keeps what a caller sent
package sharedroutermiddleware

import (
	"context"
	"github.com/sigen-dev/sigen/testdata/vet/leak/shared-router-middleware/w"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is one.
//
//sig:component name=shared-router-middleware scope=shared
type C struct {
	sig.Instance
	r    w.Router
	last string
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.r.Use(func(next func(string) string) func(string) string {
		return func(s string) string { c.last = s; return next(s) }
	})
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.last
	c.r.Serve(p.V, strings.ToUpper)
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
