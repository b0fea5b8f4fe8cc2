// Package atkclosurereturnsclosure: a closure returns a closure over the package's cell
package atkclosurereturnsclosure

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

func (c *cell) swap(v string) string {
	old := c.last
	c.last = v
	return old
}

var one = &cell{}

func outer() func() func(string) string {
	return func() func(string) string {
		return func(v string) string { return one.swap(v) } // want SIG701
	}
}

// C is the component.
//
//sig:component name=atk-closure-returns-closure scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: outer()()(p.V)}, nil
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
