// Package sharedtickerchosen: a strategy counts that a caller chose
package sharedtickerchosen

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
//sig:component name=shared-ticker-chosen scope=shared
type C struct {
	sig.Instance
	h map[string]ticker
}

// Start sets it.
func (c *C) Start(ctx context.Context) error {
	c.h = map[string]ticker{"a": &up{}, "b": &up{}}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c.h[p.V].tick() // want SIG706
	return R{V: c.h["a"].show()}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
