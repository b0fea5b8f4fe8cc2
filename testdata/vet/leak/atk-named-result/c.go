// Package atknamedresult: a named result that a deferred function keeps
package atknamedresult

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var last *R

// C is the component.
//
//sig:component name=atk-named-result scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (r *R, err error) {
	defer func() { last = r }() // want SIG701
	if last != nil {
		return &R{V: last.V}, nil
	}
	return &R{V: p.V}, nil
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
