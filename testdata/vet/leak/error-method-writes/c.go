// Package errormethodwrites: a method that only fmt calls
package errormethodwrites

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var last string

type refused struct{ why string }

func (r refused) Error() string {
	last = r.why // want SIG701
	return r.why
}

// C is the component.
//
//sig:component name=error-method-writes scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Try(ctx context.Context, p P) error { return refused{p.V} }

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
