package sharedboundhandlepassed

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

//sig:component name=shared-bound-handle-passed scope=shared
type C struct {
	sig.Instance
	S sig.Storage `sig:"requires"`
}

func each(ctx context.Context, v string, f func(context.Context, string, []byte) error) error {
	return f(ctx, "x", []byte(v))
}

func (c *C) Do(ctx context.Context, p P) error { return each(ctx, p.V, c.S.Put) } // want SIG709

// P is what the case is called with.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
