// Package ring: a ring at package level
package ring

import (
	"container/ring"
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var ringOf = ring.New(3)

// C is the component.
//
//sig:component name=ring scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	was, _ := ringOf.Value.(string)
	ringOf.Value = p.V // want SIG701
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
