// Package atkmethodvaluetable: a table of bound methods of one cell
package atkmethodvaluetable

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

var ops = map[string]func(string) string{"swap": one.swap}

// C is the component.
//
//sig:component name=atk-method-value-table scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: ops["swap"](p.V)}, nil // want SIG702
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
