// Package oncepercall: a once in the instance fills a package table
package oncepercall

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var table map[string]string

// C is the component.
//
//sig:component name=once-per-call scope=tenant
type C struct {
	sig.Instance
	once sync.Once
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context, p P) (R, error) {
	c.once.Do(func() {
		table = map[string]string{p.K: p.V} // want SIG701
	})
	return R{V: table[p.K]}, nil
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
