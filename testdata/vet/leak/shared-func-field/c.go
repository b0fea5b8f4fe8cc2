// Package sharedfuncfield: a function kept in a field keeps what it is given
package sharedfuncfield

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-func-field scope=shared
type C struct {
	sig.Instance
	mu   sync.Mutex
	last string
	note func(string)
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.note = func(s string) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.last = s
	}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c.note(p.V) // want SIG706
	return R{V: c.last}, nil
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
