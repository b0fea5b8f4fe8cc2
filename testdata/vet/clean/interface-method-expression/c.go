// Package interfacemethodexpression: a method expression of an interface, on what the call made
package interfacemethodexpression

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type store interface {
	put(string)
	get() string
}

type mem struct{ v string }

func (m *mem) put(v string) { m.v = v }
func (m *mem) get() string  { return m.v }

func open() store { return &mem{} }

// C is the component.
//
//sig:component name=interface-method-expression scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	s, put := open(), store.put
	put(s, p.V)
	return R{V: store.get(s)}, nil
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
