// Package sharedpointerchosen: a value counts that a caller chose
package sharedpointerchosen

import (
	"context"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

type up struct{ n int }

func (u *up) tick()        { u.n++ }
func (u *up) show() string { return strconv.Itoa(u.n) }

// C is one.
//
//sig:component name=shared-pointer-chosen scope=shared
type C struct {
	sig.Instance
	h []*up
}

// Start sets it.
func (c *C) Start(ctx context.Context) error {
	c.h = []*up{{}, {}}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c.h[len(p.V)%2].tick() // want SIG706
	return R{V: c.h[0].show()}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
