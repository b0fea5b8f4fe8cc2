// Package requestreference: a value per request writes the component by a reference that it took
package requestreference

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

type local struct{ cell *cell }

type request struct {
	l *local
	c *C
	p P
}

func (r request) run() (R, error) {
	r.l.cell = r.c.cell
	r.l.cell.last = r.p.V
	return R{V: r.p.V}, nil
}

// C is the component.
//
//sig:component name=request-reference scope=shared
type C struct {
	sig.Instance
	cell *cell
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.cell = &cell{}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return request{&local{}, c, p}.run() // want SIG706
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
