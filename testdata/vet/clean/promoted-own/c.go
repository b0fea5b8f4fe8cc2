// Package promotedown: methods of embedded pointers to what the call made
package promotedown

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type box struct{ v string }

func (b *box) Set(v string) { b.v = v }

type setter interface{ Set(string) }

type wrap struct{ *box }

type outer struct{ *wrap }

func call(f func(*wrap, string), w *wrap, v string) { f(w, v) }

// C is the component.
//
//sig:component name=promoted-own scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	b := &box{}
	(*wrap).Set(&wrap{b}, p.V)
	call((*wrap).Set, &wrap{b}, p.V)
	var s setter = outer{&wrap{b}}
	s.Set(p.V)
	return R{V: b.v}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
