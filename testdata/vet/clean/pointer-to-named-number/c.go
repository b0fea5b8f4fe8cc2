// Package pointertonamednumber: a pointer to a package-level number with methods that only read
package pointertonamednumber

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type level int

func (l *level) above(n int) bool { return n > int(*l) }

var g level = 3

func get() *level { return &g }

// C is the component.
//
//sig:component name=pointer-to-named-number scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if get().above(p.N) {
		return R{N: p.N}, nil
	}
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
