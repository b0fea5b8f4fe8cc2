package breakerkeepserror

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type brk struct{ last error }

func (b *brk) try(f func() error) error {
	b.last = f()
	return b.last
}

type ev struct {
	id  string
	ctx context.Context
}

// C is the component.
//
//sig:component name=breaker-keeps-error scope=tenant
type C struct {
	sig.Instance
	b brk
	S sig.Storage `sig:"requires"`
}

//sig:activate
func (c *C) start(context.Context) error {
	return nil
}

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if c.b.last != nil {
		return R{V: c.b.last.Error()}, nil
	}
	return R{}, c.b.try(func() error { _, err := c.S.Get(ctx, p.K); return err })
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
