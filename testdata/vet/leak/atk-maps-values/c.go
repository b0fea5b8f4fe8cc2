// Package atkmapsvalues: maps.Values yields a package's pointers
package atkmapsvalues

import (
	"context"
	"maps"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

var cells = map[string]*cell{"a": {}}

// C is the component.
//
//sig:component name=atk-maps-values scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := ""
	for c2 := range maps.Values(cells) {
		old = c2.last
		c2.last = p.V // want SIG701
	}
	return R{V: old}, nil
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
