// Package anonymousembed: an anonymous struct promotes a method that writes
package anonymousembed

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var hits int

type bumper struct{}

func (bumper) Bump() { hits++ } // want SIG701

// C is the component.
//
//sig:component name=anonymous-embed scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var i interface{ Bump() } = struct{ bumper }{}
	i.Bump()
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
