// Package boundinterfaceown: method values of what an interface of the call holds
package boundinterfaceown

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

func each(do func(string), all ...string) {
	for _, v := range all {
		do(v)
	}
}

// C is the component.
//
//sig:component name=bound-interface-own scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	s := open()
	put := s.put
	put(p.K)
	each(s.put, p.V)
	return R{V: s.get()}, nil
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
