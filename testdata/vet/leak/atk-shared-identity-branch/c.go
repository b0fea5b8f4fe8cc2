// Package atksharedidentitybranch: who calls decides what is stored
package atksharedidentitybranch

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=atk-shared-identity-branch scope=shared
type C struct {
	sig.Instance
	flag bool
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context) (R, error) {
	old := c.flag
	caller, _ := sig.CallerOf(ctx)
	c.flag = caller.Tenant() == "acme" // want SIG706
	if old {
		return R{N: 1}, nil
	}
	return R{}, nil
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
