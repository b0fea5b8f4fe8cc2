// Package depthofresult: memory of the package at depth three of what a function makes
package depthofresult

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var s [9]byte

func split() [][][]byte { return [][][]byte{{s[:]}} }

// C is the component.
//
//sig:component name=depth-of-result scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	split()[0][0][0] = byte(p.N) // want SIG701
	return R{N: int(s[0])}, nil
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
