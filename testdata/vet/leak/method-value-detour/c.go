// Package methodvaluedetour: a method value that is passed on
package methodvaluedetour

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type store struct{ m map[string]string }

func (s *store) put(k, v string) { s.m[k] = v }

var global = &store{m: map[string]string{}}

func apply(f func(k, v string), p P) { f(p.K, p.V) }

// C is the component.
//
//sig:component name=method-value-detour scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	apply(global.put, p) // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
