// Package sharedprintedinside: values that are printed count in a shared component, one for each byte that a caller sent
package sharedprintedinside

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type m struct{ n *int }

func (x m) String() string { *x.n++; return "" }

// C is shared.
//
//sig:component name=shared-printed-inside scope=shared
type C struct {
	sig.Instance
	n int
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.n
	xs := make([]m, len(p.V)) // want SIG706
	for i := range xs {
		xs[i] = m{&c.n}
	}
	_ = fmt.Sprint(xs)
	return R{V: fmt.Sprint(old)}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
