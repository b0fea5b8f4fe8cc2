// Package barego: fire and forget.
//
// Verdict: leak.
// Why: The goroutine goes on after the call and after the instance is removed.
package barego

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=bare-go scope=tenant
type C struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Audit(ctx context.Context, p P) error {
	go func() { // want leak
		_ = c.Store.Put(context.Background(), p.K, []byte(p.V))
	}()
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
