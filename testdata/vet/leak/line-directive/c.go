package linedirective

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

//sig:component name=line-directive scope=tenant
type C struct{ sig.Instance }

func (c *C) Do(ctx context.Context, p P) (R, error) { return R{swap(p.V)}, nil }

// P is what the case is called with.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is its result.
type R struct {
	V string `json:"v"`
}
