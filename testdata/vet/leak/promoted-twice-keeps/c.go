// Package promotedtwicekeeps: an interface holds what embeds a pointer to what embeds a box of a shared component
package promotedtwicekeeps

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type box struct{ v string }

func (b *box) Set(v string) { b.v = v }

type setter interface{ Set(string) }

type inner struct{ *box }

type outer struct{ *inner }

// C is the component.
//
//sig:component name=promoted-twice-keeps scope=shared
type C struct {
	sig.Instance
	b *box
}

// Start makes what it holds.
func (c *C) Start(ctx context.Context) error {
	c.b = &box{}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	was := c.b.v
	var s setter = outer{&inner{c.b}}
	s.Set(p.V) // want SIG706
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
