// Package valuereceiver: a value receiver writes the map in it
package valuereceiver

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type store struct{ m map[string]string }

func (s store) with(k, v string) store {
	s.m[k] = v
	return s
}

var base = store{m: map[string]string{}}

// C is the component.
//
//sig:component name=value-receiver scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	s := base.with(p.K, p.V) // want SIG701
	return R{V: s.m[p.V]}, nil
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
