// Package sharedtickermade: a strategy that the call makes counts in the component as often as a caller says
package sharedtickermade

import (
	"context"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

type ticker interface{ tick() }
type up struct{ n *int }

func (u *up) tick() { *u.n++ }
func run(f ticker, n int) {
	for range n {
		f.tick() // want SIG706
	}
}

// C is one.
//
//sig:component name=shared-ticker-made scope=shared
type C struct {
	sig.Instance
	n int
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	run(&up{&c.n}, len(p.V))
	return R{V: strconv.Itoa(c.n)}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
