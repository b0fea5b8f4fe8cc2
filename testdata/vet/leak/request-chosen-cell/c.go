// Package requestchosencell: a value per request counts in a cell that a caller chose
package requestchosencell

import (
	"context"
	"strings"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ hits atomic.Int64 }

type request struct {
	cell *cell
	p    P
}

func (r request) run() (R, error) {
	r.cell.hits.Add(1)
	return R{V: strings.ToUpper(r.p.V)}, nil
}

// C is the component.
//
//sig:component name=request-chosen-cell scope=shared
type C struct {
	sig.Instance
	cells [8]cell
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return request{&c.cells[p.N&7], p}.run() // want SIG706
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
