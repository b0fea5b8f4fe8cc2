// Package stdcause: the cause of a package's context is its own object
package stdcause

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type n struct{ v string }

func (*n) Error() string { return "" }

var base, cancel = context.WithTimeoutCause(context.Background(), 0, &n{})

// C is the component.
//
//sig:component name=std-cause scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	e := context.Cause(base).(*n)
	old := e.v
	e.v = p.V // want SIG701
	return R{V: old}, nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}
