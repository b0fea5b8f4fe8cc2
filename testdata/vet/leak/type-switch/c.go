// Package typeswitch: a type switch finds the map again
package typeswitch

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var m any = map[string]string{}

// C is the component.
//
//sig:component name=type-switch scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	switch x := m.(type) {
	case map[string]string:
		x[p.K] = p.V // want SIG701
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
