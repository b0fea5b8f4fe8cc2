// Package advsharederror: an error that names the caller's value
package advsharederror

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=adv-shared-error scope=shared
type C struct {
	sig.Instance
	lastErr error
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	c.lastErr = fmt.Errorf("bad key %q", p.K) // want SIG706
	return c.lastErr
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
