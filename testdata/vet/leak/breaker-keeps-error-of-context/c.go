package breakerkeepserrorofcontext

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

func fail(ctx context.Context) error { return bad{ctx} }

type brk struct{ last error }

func (b *brk) try(ctx context.Context, f func(context.Context) error) error {
	b.last = f(ctx) // want SIG708
	return b.last
}

type bad struct{ ctx context.Context }

func (bad) Error() string { return "" }

type ev struct {
	id  string
	ctx context.Context
}

// C is the component.
//
//sig:component name=breaker-keeps-error-of-context scope=tenant
type C struct {
	sig.Instance
	b brk
}

//sig:activate
func (c *C) start(context.Context) error {
	return nil
}

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if c.b.last != nil {
		return R{V: c.b.last.(bad).ctx.Value("k").(string)}, nil
	}
	return R{}, c.b.try(ctx, fail)
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
