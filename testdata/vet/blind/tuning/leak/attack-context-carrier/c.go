// Package attackcontextcarrier: a context value carries a pointer to package state.
//
// Verdict: leak.
// Why: The box travels in a derived context, and the write is on what Value returns.
package attackcontextcarrier

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type boxKey struct{}

type box struct{ v string }

var shared box

func enter(ctx context.Context) context.Context { return context.WithValue(ctx, boxKey{}, &shared) }

func swap(ctx context.Context, v string) string {
	b := ctx.Value(boxKey{}).(*box)
	old := b.v
	b.v = v // want leak
	return old
}

// C is the component.
//
//sig:component name=attack-context-carrier scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Swap(ctx context.Context, p P) (R, error) { return R{V: swap(enter(ctx), p.V)}, nil }

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
