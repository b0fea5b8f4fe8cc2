// Package advcontextvalue: a pointer carried by a context
package advcontextvalue

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type key struct{}

type state struct{ v string }

var global = &state{}

func with(ctx context.Context) context.Context { return context.WithValue(ctx, key{}, global) }

func from(ctx context.Context) *state { s, _ := ctx.Value(key{}).(*state); return s }

// C is the component.
//
//sig:component name=adv-context-value scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	from(with(ctx)).v = p.V // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
