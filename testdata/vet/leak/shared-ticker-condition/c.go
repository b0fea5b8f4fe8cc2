// Package sharedtickercondition: a strategy counts if a caller says so
package sharedtickercondition

import (
	"context"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

type ticker interface {
	tick()
	show() string
}
type up struct{ n int }

func (u *up) tick()        { u.n++ }
func (u *up) show() string { return strconv.Itoa(u.n) }

// C is one.
//
//sig:component name=shared-ticker-condition scope=shared
type C struct {
	sig.Instance
	h ticker
}

// Start sets it.
func (c *C) Start(ctx context.Context) error {
	c.h = &up{}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if p.V == "a" {
		c.h.tick() // want SIG706
	}
	return R{V: c.h.show()}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
