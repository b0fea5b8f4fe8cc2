// Package stdownunwraplist: an error's Unwrap has the package's object, among others
package stdownunwraplist

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

type w struct{ in error }
type e struct{ v string }

func (w) Error() string     { return "" }
func (x w) Unwrap() []error { return []error{nil, one} } // want SIG702
func (*e) Error() string    { return "" }

var one = &e{}

// C is the component.
//
//sig:component name=std-own-unwrap-list scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if t, ok := errors.AsType[*e](w{}); ok {
		t.v = p.V
	}
	return R{}, nil
}

type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}

type R struct {
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}
