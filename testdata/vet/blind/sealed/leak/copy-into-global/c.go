// Package copyintoglobal: a fixed scratch array is filled with copy.
//
// Verdict: leak.
// Why: The tail of the array keeps the longer input of another tenant.
package copyintoglobal

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var frame [512]byte

// C is the component.
//
//sig:component name=copy-into-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Frame(ctx context.Context, p P) (R, error) {
	n := copy(frame[:], p.V) // want leak
	if p.N > n && p.N <= len(frame) {
		n = p.N
	}
	return R{V: string(frame[:n]), N: n}, nil
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
