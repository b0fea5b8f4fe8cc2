// Package typeargumentembed: an anonymous struct as type argument
package typeargumentembed

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var hits int

type bumper struct{}

func (bumper) Bump() { hits++ } // want SIG701

func call[T interface{ Bump() }](x T) { x.Bump() }

// C is the component.
//
//sig:component name=type-argument-embed scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	call(struct{ bumper }{})
	return R{}, nil
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
