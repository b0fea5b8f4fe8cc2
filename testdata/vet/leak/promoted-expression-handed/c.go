// Package promotedexpressionhanded: a function calls a method expression that it was given, of what embeds a pointer
package promotedexpressionhanded

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type box struct{ v string }

func (b *box) Set(v string) { b.v = v }

type wrap struct{ *box }

func call(f func(*wrap, string), w *wrap, v string) { f(w, v) }

var g = &box{}

// C is the component.
//
//sig:component name=promoted-expression-handed scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	was := g.v
	call((*wrap).Set, &wrap{g}, p.V) // want SIG701
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
