// Package atksharedcallbackbranch: a callback of the library stores under a condition
package atksharedcallbackbranch

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=atk-shared-callback-branch scope=shared
type C struct {
	sig.Instance
	n int
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.n
	strings.Map(func(r rune) rune {
		if r == 'x' {
			c.n = 1 // want SIG706
		}
		return r
	}, p.V)
	return R{N: old}, nil
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
