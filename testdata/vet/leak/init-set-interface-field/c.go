// Package initsetinterfacefield: what a setter put into a package-level interface, handed out by its method
package initsetinterfacefield

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type rec struct{ v string }

type source interface{ rec() *rec }

type holder struct{ r *rec }

func (h holder) rec() *rec { return h.r }

var g source

func open() source { return holder{&rec{}} }

func set(to *source) { *to = open() }

func init() { set(&g) }

// C is the component.
//
//sig:component name=init-set-interface-field scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	r := g.rec()
	was := r.v
	r.v = p.V // want SIG701
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
