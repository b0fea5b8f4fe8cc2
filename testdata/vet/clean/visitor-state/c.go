// Package visitorstate: a visitor with a state of the call
package visitorstate

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type shape interface{ accept(v visitor) }

type visitor interface {
	circle(r int)
	square(a int)
}

type circle struct{ r int }

type square struct{ a int }

func (c circle) accept(v visitor) { v.circle(c.r) }
func (s square) accept(v visitor) { v.square(s.a) }

type area struct{ n int }

func (a *area) circle(r int) { a.n += 3 * r * r }
func (a *area) square(x int) { a.n += x * x }

var samples = []shape{circle{1}, square{2}}

// C is the component.
//
//sig:component name=visitor-state scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	a := &area{}
	for _, s := range samples {
		s.accept(a)
	}
	return R{N: a.n}, nil
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
