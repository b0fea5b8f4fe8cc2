// Package atkpoollocal: a field's pool makes the package's cell
package atkpoollocal

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

func (c *cell) swap(v string) string {
	old := c.last
	c.last = v
	return old
}

var one = &cell{}

// C is the component.
//
//sig:component name=atk-pool-local scope=tenant
type C struct {
	sig.Instance
	pool sync.Pool
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c.pool.New = func() any { return one } // want SIG702
	return R{V: c.pool.Get().(*cell).swap(p.V)}, nil
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
