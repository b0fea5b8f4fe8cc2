// Package cloneofpointers: a cloned map of pointers
package cloneofpointers

import (
	"context"
	"maps"

	sig "github.com/sigen-dev/sigen/runtime"
)

type item struct{ n int }

var items = map[string]*item{"a": {1}}

// C is the component.
//
//sig:component name=clone-of-pointers scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	m := maps.Clone(items)
	if i := m[p.K]; i != nil {
		i.n = p.N // want SIG701
	}
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
