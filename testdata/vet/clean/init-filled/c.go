// Package initfilled: a table that init fills
package initfilled

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var squares = map[int]int{}

func init() {
	for i := range 100 {
		squares[i] = i * i
	}
}

// C is the component.
//
//sig:component name=init-filled scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Square(ctx context.Context, p P) (R, error) { return R{N: squares[p.N]}, nil }

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
