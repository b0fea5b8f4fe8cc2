// Package ctxglobalbase: a package-level base context takes values.
//
// Verdict: leak.
// Why: Values that one tenant adds are seen by all who derive from base.
package ctxglobalbase

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type userKey struct{}

var base = context.Background()

// C is the component.
//
//sig:component name=ctx-global-base scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Login(ctx context.Context, p P) error {
	base = context.WithValue(base, userKey{}, p.V) // want leak
	return nil
}

//sig:runnable desc="one call"
func (c *C) Who(ctx context.Context) (R, error) {
	u, _ := base.Value(userKey{}).(string)
	return R{V: u}, nil
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
