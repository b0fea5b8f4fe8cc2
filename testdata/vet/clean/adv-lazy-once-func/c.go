// Package advlazyoncefunc: a once function of the package
package advlazyoncefunc

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var table map[string]int

var load = sync.OnceFunc(func() {
	table = map[string]int{"x": 1}
})

// C is the component.
//
//sig:component name=adv-lazy-once-func scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context, p P) (R, error) {
	load()
	return R{N: table[p.K]}, nil
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
