// Package oncetellsfirst: a once tells who was first
package oncetellsfirst

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var once sync.Once

// C is the component.
//
//sig:component name=once-tells-first scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	ran := 0
	once.Do(func() { ran = 1 }) // want SIG701
	return R{N: ran}, nil
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
