// Package nearfuncyieldsfrozen: a function parameter yields a package's rule, which is read
package nearfuncyieldsfrozen

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type rule struct{ price int }

var standard = &rule{price: 3}

func pick() *rule { return standard }

func total(get func() *rule, n int) int { return get().price * n }

// C is the component.
//
//sig:component name=near-func-yields-frozen scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{N: total(pick, p.N)}, nil
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
