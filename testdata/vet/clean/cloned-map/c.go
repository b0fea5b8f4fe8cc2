// Package clonedmap: a map is copied before it is changed
package clonedmap

import (
	"context"
	"maps"

	sig "github.com/sigen-dev/sigen/runtime"
)

var defaults = map[string]string{"a": "1"}

// C is the component.
//
//sig:component name=cloned-map scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) With(ctx context.Context, p P) (R, error) {
	m := maps.Clone(defaults)
	m[p.K] = p.V
	return R{N: len(m)}, nil
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
