// Package heldfunctioncountsbyinterface: a function that a shared component holds counts what callers send by a method of an interface that it has captured
package heldfunctioncountsbyinterface

import (
	"context"
	sig "github.com/sigen-dev/sigen/runtime"
)

type S struct {
	n int
	m map[string]int
	f func() int
}
type fm interface{ do(k int) int }
type a struct{ n int }

func (x *a) do(k int) int { o := x.n; x.n = k; return o }

type dd interface{ hit() int }
type d1 struct{ s int }

func (d *d1) hit() int { d.s++; return d.s }
func mk(d dd) func(string) int {
	return func(k string) int {
		if k == "x" {
			return d.hit()
		}
		return 0
	}
}

// C is.
//
//sig:component name=held-function-counts-by-interface scope=shared
type C struct {
	sig.Instance
	f func(string) int
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.f = mk(&d1{})
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{N: c.f(p.V)}, nil // want SIG706
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
