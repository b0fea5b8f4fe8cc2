// Package nearlocalpointerdetours: a local pointer goes through any, a channel and a panic.
//
// Verdict: proved.
package nearlocalpointerdetours

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type box struct{ v string }

func fail(b *box) { panic(b) }

// C is the component.
//
//sig:component name=near-local-pointer-detours scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Pass(ctx context.Context, p P) (r R, err error) {
	mine := &box{}
	ch := make(chan any, 1)
	ch <- mine
	b := (<-ch).(*box)
	b.v = p.V
	defer func() {
		if x, ok := recover().(*box); ok {
			x.v += "!"
			r.V = mine.v
		}
	}()
	fail(b)
	return R{}, nil
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
