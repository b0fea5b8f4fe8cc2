// Package atksparearray: a slice of a package's array has room
package atksparearray

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var arr [64]byte

// C is the component.
//
//sig:component name=atk-spare-array scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	s := arr[:0]
	old := string(s[:cap(s)])
	s = append(s, p.V...) // want SIG701
	return R{V: old, N: len(s)}, nil
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
