package sharedarrayofslice

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-array-of-slice scope=shared
type C struct {
	sig.Instance
	in []string
}

//sig:activate
func (c *C) start(context.Context) error {
	c.in = make([]string, 4)
	return nil
}

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	s := (*[4]string)(c.in)
	old := s[0]
	s[0] = p.V // want SIG706
	return R{V: old}, nil
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
