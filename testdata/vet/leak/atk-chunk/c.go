// Package atkchunk: a chunk is a window on a package's slice
package atkchunk

import (
	"context"
	"slices"

	sig "github.com/sigen-dev/sigen/runtime"
)

var table = []string{"", "", "", ""}

// C is the component.
//
//sig:component name=atk-chunk scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := ""
	for w := range slices.Chunk(table, 2) {
		old = w[0]
		w[0] = p.V // want SIG701
	}
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
