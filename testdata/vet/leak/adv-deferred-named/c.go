// Package advdeferrednamed: a deferred closure over a named result
package advdeferrednamed

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

var last error

// C is the component.
//
//sig:component name=adv-deferred-named scope=tenant
type C struct {
	sig.Instance
}

func (c *C) Put(ctx context.Context, p P) (err error) {
	defer func() {
		last = err // want SIG701
	}()
	return fmt.Errorf("no %s", p.V)
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
