// Package contextcarriesglobal: a context carries a map of the package
package contextcarriesglobal

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type key struct{}

var m = map[string]string{}

// C is the component.
//
//sig:component name=context-carries-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	ctx = context.WithValue(ctx, key{}, m)
	put(ctx, p.K, p.V)
	return R{}, nil
}

func put(ctx context.Context, k, v string) {
	ctx.Value(key{}).(map[string]string)[k] = v // want SIG701
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
