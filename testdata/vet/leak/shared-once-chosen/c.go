// Package sharedoncechosen: which of several sync.Once has run is what a caller chose
package sharedoncechosen

import (
	"context"
	"fmt"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is one.
//
//sig:component name=shared-once-chosen scope=shared
type C struct {
	sig.Instance
	once [2]sync.Once
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c.once[p.N&1].Do(func() {}) // want SIG706
	won := false
	c.once[0].Do(func() { won = true })
	return R{V: fmt.Sprint(won)}, nil
}

// P is what a caller sends.
type P struct {
	N int `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
