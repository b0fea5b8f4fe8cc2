// Package advthirdfunction: a value that takes three hops
package advthirdfunction

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type box struct{ in any }

func one() box { return box{m} }

func two(b box) any { return b.in }

func three(x any) map[string]string { return x.(map[string]string) }

var m = map[string]string{}

// C is the component.
//
//sig:component name=adv-third-function scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	three(two(one()))[p.K] = p.V // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
