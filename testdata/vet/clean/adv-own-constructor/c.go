// Package advownconstructor: a store that its constructor fills and nothing writes
package advownconstructor

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type store interface{ get(k string) string }

type mem struct{ m map[string]string }

func (m *mem) get(k string) string { return m.m[k] }

func newStore() store { return &mem{m: map[string]string{"a": "1"}} }

var global = newStore()

// C is the component.
//
//sig:component name=adv-own-constructor scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context, p P) (R, error) { return R{V: global.get(p.K)}, nil }

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
