// Package funcregisteredfillspointer: a function that initialisation sets puts the cell of all where a pointer leads
package funcregisteredfillspointer

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ v string }

var (
	shared = &cell{}
	fill   func(**cell)
)

func init() {
	put := func(c **cell) { *c = shared }
	fill = func(c **cell) { put(c) }
}

// C is the component.
//
//sig:component name=func-registered-fills-pointer scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var found *cell
	fill(&found)
	old := found.v
	found.v = p.V // want SIG701
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
