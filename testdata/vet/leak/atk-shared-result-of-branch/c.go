// Package atksharedresultofbranch: a helper turns the caller's value into a constant
package atksharedresultofbranch

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

func grade(n int) string {
	if n > 50 {
		return "high"
	}
	return "low"
}

// C is the component.
//
//sig:component name=atk-shared-result-of-branch scope=shared
type C struct {
	sig.Instance
	last string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.last
	c.last = grade(p.N) // want SIG706
	return R{V: old}, nil
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
