// Package inithelper: a helper that only init calls
package inithelper

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var byName = map[string]int{}

func register(name string, n int) { byName[name] = n }

func init() {
	register("a", 1)
	register("b", 2)
}

// C is the component.
//
//sig:component name=init-helper scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context, p P) (R, error) { return R{N: byName[p.K]}, nil }

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
