// Package atomicpointerfield: what an atomic pointer leads to
package atomicpointerfield

import (
	"context"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

type box struct{ v string }

var kept atomic.Pointer[box]

func init() { kept.Store(new(box)) }

// C is the component.
//
//sig:component name=atomic-pointer-field scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	b := kept.Load()
	was := b.v
	b.v = p.V // want SIG701
	return R{V: was}, nil
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
