// Package sharedlasterror: an error that names what a caller sent
package sharedlasterror

import (
	"context"
	"fmt"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-last-error scope=shared
type C struct {
	sig.Instance
	mu  sync.Mutex
	err error
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	was := c.err
	c.err = fmt.Errorf("bad value %q", p.V) // want SIG706
	return R{}, was
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
