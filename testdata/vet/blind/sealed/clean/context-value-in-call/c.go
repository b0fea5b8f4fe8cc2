// Package contextvalueincall: a value is passed down in a derived context.
//
// Verdict: proved.
package contextvalueincall

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type traceKey struct{}

func with(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, traceKey{}, id)
}

func from(ctx context.Context) string {
	id, _ := ctx.Value(traceKey{}).(string)
	return id
}

// C is the component.
//
//sig:component name=context-value-in-call scope=tenant
type C struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`
}

func (c *C) save(ctx context.Context, b []byte) error {
	return c.Store.Put(ctx, "trace-"+from(ctx), b)
}

//sig:runnable desc="one call"
func (c *C) Save(ctx context.Context, p P) error { return c.save(with(ctx, p.K), []byte(p.V)) }

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
