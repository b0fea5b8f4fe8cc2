// Package neararraybyvalue: a package-level array is copied by assignment and changed.
//
// Verdict: proved.
package neararraybyvalue

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var template = [8]byte{'#', '-', '-', '-', '-', '-', '-', '#'}

type board struct {
	cells [3][3]int
	name  string
}

var empty = board{name: "new"}

// C is the component.
//
//sig:component name=near-array-by-value scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Draw(ctx context.Context, p P) (R, error) {
	line := template
	copy(line[1:7], p.V)
	b := empty
	b.cells[1][1] = p.N
	b.name = p.K
	return R{V: string(line[:]) + b.name, N: b.cells[1][1] + empty.cells[1][1]}, nil
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
