// Package sharedformatwidth: a width that a caller sent comes to the Format of what the component holds
package sharedformatwidth

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type ft struct{ w int }

func (f *ft) Format(s fmt.State, _ rune) { f.w, _ = s.Width() } // want SIG706

// C is one.
//
//sig:component name=shared-format-width scope=shared
type C struct {
	sig.Instance
	ft *ft
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.ft = &ft{}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.ft.w
	_ = fmt.Sprintf("%*v", p.N, c.ft) // want SIG706
	return R{N: old}, nil
}

// P is what a caller sends.
type P struct {
	N int `json:"n"`
}

// R is what a caller gets.
type R struct {
	N int `json:"n"`
}
