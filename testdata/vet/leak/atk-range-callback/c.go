// Package atkrangecallback: a sync.Map's Range hands out the package's cell
package atkrangecallback

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

var cells sync.Map

func init() { cells.Store("a", &cell{}) }

// C is the component.
//
//sig:component name=atk-range-callback scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := ""
	cells.Range(func(k, v any) bool {
		old = v.(*cell).swap(p.V) // want SIG701
		return true
	})
	return R{V: old}, nil
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
