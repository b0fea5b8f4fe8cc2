// Package blindmapinclosurevar: a memo inside a function literal's initialiser
package blindmapinclosurevar

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var square = func() func(int) int {
	memo := map[int]int{}
	return func(n int) int {
		if v, ok := memo[n]; ok {
			return v
		}
		memo[n] = n * n
		return n * n
	}
}()

// C is the component.
//
//sig:component name=blind-map-in-closure-var scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Square(ctx context.Context, p P) (R, error) {
	return R{N: square(p.N)}, nil // want SIG702
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
