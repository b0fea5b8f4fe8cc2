// Package sharedoptionmethod: an option that is an interface puts a function that keeps what it is called with
package sharedoptionmethod

import (
	"context"
	"github.com/sigen-dev/sigen/testdata/vet/leak/shared-option-method/w"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is one.
//
//sig:component name=shared-option-method scope=shared
type C struct {
	sig.Instance
	t w.T
	b strings.Builder
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.t.Use(w.With(func(s string) { c.b.WriteString(s) }))
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.b.String()
	c.t.Run(p.V)
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
