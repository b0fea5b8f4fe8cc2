// Package functable: a table of functions, one of which writes
package functable

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var hits int

var table = map[string]func(int){
	"a": func(int) {},
	"b": func(n int) {
		hits += n // want SIG701
	},
}

// C is the component.
//
//sig:component name=func-table scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	if f := table[p.K]; f != nil {
		f(p.N)
	}
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
