// Package writtenbyvariadic: the address of a field is one of several arguments
package writtenbyvariadic

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type S struct {
	a string
	n int
}

func newS() *S { return &S{} }
func (s *S) do(ctx context.Context, k, v string) (string, error) {
	o := s.a
	_, err := fmt.Sscan(v, &s.a)
	return o, err
}

type doer interface {
	do(ctx context.Context, k, v string) (string, error)
}

var impls = []doer{newS()}

// C is one.
//
//sig:component name=written-by-variadic scope=tenant
type C struct {
	sig.Instance
	d doer
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.d = impls[0] // want SIG702
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	x, err := c.d.do(ctx, p.K, p.V)
	return R{V: x}, err
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
