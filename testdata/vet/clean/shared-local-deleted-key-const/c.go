// Package sharedlocaldeletedkeyconst: a caller gets what is left, and the component keeps what nobody sent
package sharedlocaldeletedkeyconst

import (
	"context"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is one.
//
//sig:component name=shared-local-deleted-key-const scope=shared
type C struct {
	sig.Instance
	s string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.s
	m := map[string]int{"a": 1}
	delete(m, "b")
	c.s = strconv.Itoa(len(m))
	own := map[string]int{"a": 1}
	delete(own, p.V)
	return R{V: old + strconv.Itoa(len(own))}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
