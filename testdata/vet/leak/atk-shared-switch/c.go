// Package atksharedswitch: a switch turns the caller's value into a constant
package atksharedswitch

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=atk-shared-switch scope=shared
type C struct {
	sig.Instance
	last string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.last
	word := "none"
	switch p.V {
	case "a":
		word = "alpha"
	case "b":
		word = "beta"
	}
	c.last = word // want SIG706
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
