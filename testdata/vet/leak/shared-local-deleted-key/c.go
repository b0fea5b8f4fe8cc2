// Package sharedlocaldeletedkey: how many are left of a local map says which key a caller sent
package sharedlocaldeletedkey

import (
	"context"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is one.
//
//sig:component name=shared-local-deleted-key scope=shared
type C struct {
	sig.Instance
	s string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.s
	m := map[string]int{"a": 1}
	delete(m, p.V)
	c.s = strconv.Itoa(len(m)) // want SIG706
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
