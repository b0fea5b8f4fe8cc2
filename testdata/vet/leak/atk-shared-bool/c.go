// Package atksharedbool: a comparison is stored
package atksharedbool

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=atk-shared-bool scope=shared
type C struct {
	sig.Instance
	n    int
	same bool
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.same
	c.same = p.N > 0 && p.V != "" // want SIG706
	if old {
		return R{N: 1}, nil
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
