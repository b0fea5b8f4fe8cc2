// Package stdyieldinserted: an iterator yields the package's object to a map
package stdyieldinserted

import (
	"context"
	"maps"

	sig "github.com/sigen-dev/sigen/runtime"
)

type t struct{ v string }

var one = &t{}

func seq(yield func(string, *t) bool) { yield("a", one) }

// C is the component.
//
//sig:component name=std-yield-inserted scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	m := map[string]*t{}
	maps.Insert(m, seq)
	m["a"].v = p.V // want SIG701
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
