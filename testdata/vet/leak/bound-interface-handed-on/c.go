// Package boundinterfacehandedon: a method value of what a package-level interface holds, called by a helper
package boundinterfacehandedon

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

var g = open()

func each(do func(string), all ...string) {
	for _, v := range all {
		do(v)
	}
}

// C is the component.
//
//sig:component name=bound-interface-handed-on scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	was := g.get()
	each(g.put, p.V) // want SIG701
	return R{V: was}, nil
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
