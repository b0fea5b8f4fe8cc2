// Package stdownunwrap: an error's Unwrap has the package's object
package stdownunwrap

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

type w struct{}
type e struct{ v string }

func (w) Error() string  { return "" }
func (w) Unwrap() error  { return one } // want SIG702
func (*e) Error() string { return "" }

var one = &e{}

// C is the component.
//
//sig:component name=std-own-unwrap scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var t *e
	if errors.As(w{}, &t) {
		t.v = p.V
	}
	return R{V: one.v}, nil
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
