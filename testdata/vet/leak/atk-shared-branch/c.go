// Package atksharedbranch: a constant is stored when the caller says so
package atksharedbranch

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=atk-shared-branch scope=shared
type C struct {
	sig.Instance
	flag bool
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.flag
	if p.V == "yes" {
		c.flag = true // want SIG706
	}
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
