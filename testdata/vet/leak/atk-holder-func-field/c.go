// Package atkholderfuncfield: a fresh struct holds a bound method of the package's cell
package atkholderfuncfield

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

type act struct{ f func(string) string }

func (a act) run(v string) string { return a.f(v) }

var one = &cell{}

// C is the component.
//
//sig:component name=atk-holder-func-field scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: act{one.swap}.run(p.V)}, nil // want SIG701
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
