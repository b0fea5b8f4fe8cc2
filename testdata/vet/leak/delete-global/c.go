// Package deleteglobal: a deleted key
package deleteglobal

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var m = map[string]int{"a": 1}

// C is the component.
//
//sig:component name=delete-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Drop(ctx context.Context, p P) error {
	delete(m, p.K) // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
