// Package tablecallbackwrites: a function in a table hands what it has captured to the library, whose callback writes it
package tablecallbackwrites

import (
	"context"
	sig "github.com/sigen-dev/sigen/runtime"
	"slices"
)

type T struct {
	n int
	s string
}

func mk(ts []*T) func(int) int {
	return func(k int) int { _ = slices.IndexFunc(ts, func(t *T) bool { t.n += k; return false }); return ts[0].n }
}

var tab = map[string]func(int) int{"a": mk([]*T{{}})}

// C is.
//
//sig:component name=table-callback-writes scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{N: tab["a"](p.N)}, nil // want SIG702
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
