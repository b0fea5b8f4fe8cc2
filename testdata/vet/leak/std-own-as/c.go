// Package stdownas: an error's As has the package's object
package stdownas

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

type w struct{}
type e struct{ v string }

func (w) Error() string  { return "" }
func (w) As(t any) bool  { *(t.(**e)) = one; return true } // want SIG702
func (*e) Error() string { return "" }

var one = &e{}

// C is the component.
//
//sig:component name=std-own-as scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var t *e
	if errors.As(w{}, &t) {
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
