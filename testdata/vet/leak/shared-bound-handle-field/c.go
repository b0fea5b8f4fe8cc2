package sharedboundhandlefield

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type ops struct {
	put func(context.Context, string, []byte) error
}

//sig:component name=shared-bound-handle-field scope=shared
type C struct {
	sig.Instance
	S sig.Storage `sig:"requires"`
}

func (c *C) Do(ctx context.Context, p P) error { return ops{c.S.Put}.put(ctx, "x", []byte(p.V)) } // want SIG709

// P is what the case is called with.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
