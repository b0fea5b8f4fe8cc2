// Package stdyieldcollected: an iterator yields the package's object to what collects it
package stdyieldcollected

import (
	"context"
	"slices"

	sig "github.com/sigen-dev/sigen/runtime"
)

type t struct{ v string }

var one = &t{}

func seq(yield func(*t) bool) { yield(one) }

// C is the component.
//
//sig:component name=std-yield-collected scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	l := slices.Collect(seq)
	l[0].v = p.V // want SIG701
	return R{}, nil
}

type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}

type R struct {
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}
