// Package pullelements: iter.Pull over a table
package pullelements

import (
	"context"
	"iter"
	"slices"

	sig "github.com/sigen-dev/sigen/runtime"
)

type item struct{ n int }

var items = []*item{{1}, {2}}

// C is the component.
//
//sig:component name=pull-elements scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	next, stop := iter.Pull(slices.Values(items))
	defer stop()
	if i, ok := next(); ok {
		i.n = p.N // want SIG701
		return R{N: i.n}, nil
	}
	return R{}, nil
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
