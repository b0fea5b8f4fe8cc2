// Package writtenbyyielded: the body of a loop over an iterator of the library writes what it yields
package writtenbyyielded

import (
	"context"
	"slices"

	sig "github.com/sigen-dev/sigen/runtime"
)

type S struct{ m []*string }

func newS() *S { return &S{[]*string{new(string)}} }
func (s *S) do(ctx context.Context, k, v string) (string, error) {
	o := *s.m[0]
	for p := range slices.Values(s.m) {
		*p = v
	}
	return o, nil
}

type doer interface {
	do(ctx context.Context, k, v string) (string, error)
}

var impls = []doer{newS()}

// C is one.
//
//sig:component name=written-by-yielded scope=tenant
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
