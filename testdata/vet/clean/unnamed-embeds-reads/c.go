// Package unnamedembedsreads: an unnamed struct in an interface has the methods of what it embeds, which read
package unnamedembedsreads

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ v string }

type state struct{}

var hidden = &cell{}

// Value hands out what is there for all.
func (state) Value() *cell { return hidden }

var held interface{ Value() *cell } = struct{ state }{}

// C is the component.
//
//sig:component name=unnamed-embeds-reads scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: held.Value().v + p.V}, nil
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
