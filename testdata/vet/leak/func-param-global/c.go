// Package funcparamglobal: a function parameter gets the global
package funcparamglobal

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var m = map[string]string{}

func with(f func(map[string]string)) { f(m) }

// C is the component.
//
//sig:component name=func-param-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	with(func(x map[string]string) {
		x[p.K] = p.V // want SIG701
	})
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
