// Package atksortcallback: a comparison gets the package's cells
package atksortcallback

import (
	"context"
	"slices"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

func (c *cell) swap(v string) string {
	old := c.last
	c.last = v
	return old
}

var cells = []*cell{{}, {}}

// C is the component.
//
//sig:component name=atk-sort-callback scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := ""
	found := slices.ContainsFunc(cells, func(c *cell) bool {
		old = c.swap(p.V) // want SIG701
		return true
	})
	if !found {
		return R{}, nil
	}
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
