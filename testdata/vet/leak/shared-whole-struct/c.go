// Package sharedwholestruct: a struct in the receiver is replaced
package sharedwholestruct

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type state struct{ last P }

// C is the component.
//
//sig:component name=shared-whole-struct scope=shared
type C struct {
	sig.Instance
	st state
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	was := c.st
	c.st = state{last: p} // want SIG706
	return R{V: was.last.V}, nil
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
