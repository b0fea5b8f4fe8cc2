// Package sharedstrategyinslice: one of many strategies counts what callers send
package sharedstrategyinslice

import (
	"context"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

type hasher interface{ sum(string) string }
type up struct{}

func (up) sum(s string) string { return s }

type cnt struct{ n int }

func (u *cnt) sum(s string) string {
	if s == "a" {
		u.n++
	}
	return strconv.Itoa(u.n)
}

// C is one.
//
//sig:component name=shared-strategy-in-slice scope=shared
type C struct {
	sig.Instance
	hs []hasher
}

// Start sets it.
func (c *C) Start(ctx context.Context) error {
	c.hs = []hasher{up{}, &cnt{}}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var out string
	for _, h := range c.hs {
		out += h.sum(p.V) // want SIG706
	}
	return R{V: out}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
