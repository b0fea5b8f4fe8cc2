// Package advsharedinterface: an interface in a field keeps it
package advsharedinterface

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type keeper interface{ keep(string) }

type mem struct{ all []string }

func (m *mem) keep(s string) { m.all = append(m.all, s) }

// C is the component.
//
//sig:component name=adv-shared-interface scope=shared
type C struct {
	sig.Instance
	k keeper
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.k = &mem{}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	c.k.keep(p.V) // want SIG706
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
