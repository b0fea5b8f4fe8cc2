// Package constants: constants and arrays
package constants

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

const limit = 10

var weights = [4]int{1, 2, 3, 4}

// C is the component.
//
//sig:component name=constants scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Weigh(ctx context.Context, p P) (R, error) {
	if p.N > limit {
		return R{}, fmt.Errorf("%d is over %d", p.N, limit)
	}
	return R{N: weights[p.N&3] * p.N}, nil
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
