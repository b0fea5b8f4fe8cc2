// Package oncebehind: memory behind what sync.OnceValue returns, through a copy of its slice
package oncebehind

import (
	"context"
	"slices"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type rec struct{ v string }

func load() []*rec { return []*rec{{}} }

var g = sync.OnceValue(load)

// C is the component.
//
//sig:component name=once-behind scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	first := slices.Clone(g())[0]
	was := first.v
	first.v = p.V // want SIG701
	return R{V: was}, nil
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
