// Package genericmapput: a generic function writes a map
package genericmapput

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

func put[M ~map[K]V, K comparable, V any](m M, k K, v V) { m[k] = v }

var m = map[string]string{}

// C is the component.
//
//sig:component name=generic-map-put scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	put(m, p.K, p.V) // want SIG701
	return R{}, nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
