// Package promotedininterface: an interface holds a pointer to what embeds another interface
package promotedininterface

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type box struct{ v string }

func (b *box) Set(v string) { b.v = v }

type setter interface{ Set(string) }

type wrap struct{ setter }

var g = &box{}

// C is the component.
//
//sig:component name=promoted-in-interface scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	was := g.v
	var s setter = &wrap{g}
	s.Set(p.V) // want SIG701
	return R{V: was}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
