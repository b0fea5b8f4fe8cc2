// Package atkmutualrecursion: two functions hand a package's cell to each other
package atkmutualrecursion

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

var one = &cell{}

func even(c *cell, n int, v string) string {
	if n <= 0 {
		old := c.last
		c.last = v
		return old
	}
	return odd(c, n-1, v)
}

func odd(c *cell, n int, v string) string {
	if n <= 0 {
		return c.last
	}
	return even(c, n-1, v)
}

// C is the component.
//
//sig:component name=atk-mutual-recursion scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: odd(one, p.N, p.V)}, nil // want SIG701
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
