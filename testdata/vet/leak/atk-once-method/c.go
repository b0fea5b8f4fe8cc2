// Package atkoncemethod: a once runs a bound method of whichever instance is first
package atkoncemethod

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var once sync.Once

var first string

// C is the component.
//
//sig:component name=atk-once-method scope=tenant
type C struct {
	sig.Instance
	name string
}

func (c *C) set() { first = c.name } // want SIG701

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c.name = p.V
	once.Do(c.set)
	return R{V: first}, nil
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
