// Package panicrecover: a map that goes through a panic
package panicrecover

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var m = map[string]string{}

func throw() { panic(m) } // want SIG722

// C is the component.
//
//sig:component name=panic-recover scope=tenant
type C struct {
	sig.Instance
}

func (c *C) Put(ctx context.Context, p P) (err error) {
	defer func() {
		if x, ok := recover().(map[string]string); ok {
			x[p.K] = p.V
		}
	}()
	throw()
	return nil
}

//sig:deactivate
func (c *C) stop(ctx context.Context) error {
	m["stopped"] = "yes" // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
