// Package genericwriter: a generic function writes
package genericwriter

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

func set[K comparable, V any](m map[K]V, k K, v V) { m[k] = v }

var m = map[string]int{}

// C is the component.
//
//sig:component name=generic-writer scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	set(m, p.K, p.N) // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
