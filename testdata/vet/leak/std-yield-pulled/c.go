// Package stdyieldpulled: an iterator yields the package's object to whoever pulls
package stdyieldpulled

import (
	"context"
	"iter"

	sig "github.com/sigen-dev/sigen/runtime"
)

type t struct{ v string }

var one = &t{}

func seq(yield func(int, *t) bool) { yield(1, one) }

// C is the component.
//
//sig:component name=std-yield-pulled scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	next, stop := iter.Pull2(iter.Seq2[int, *t](seq))
	defer stop()
	_, x, _ := next()
	x.v = p.V // want SIG701
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
