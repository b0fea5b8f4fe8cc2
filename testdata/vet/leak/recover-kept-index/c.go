// Package recoverkeptindex: the error of the runtime, which says by which index it failed, is kept in a shared component
package recoverkeptindex

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is shared.
//
//sig:component name=recover-kept-index scope=shared
type C struct {
	sig.Instance
	last string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.last
	n := len(p.V)
	defer func() { c.last = fmt.Sprint(recover()) }() // want SIG706
	_ = make([]int, 3)[n]
	return R{V: old}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
