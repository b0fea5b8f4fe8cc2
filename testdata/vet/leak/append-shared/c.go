// Package appendshared: append writes into a shared backing array
package appendshared

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var base = make([]string, 0, 64)

// C is the component.
//
//sig:component name=append-shared scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) With(ctx context.Context, p P) (R, error) {
	all := append(base, p.V) // want SIG701
	return R{V: strings.Join(all, ",")}, nil
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
