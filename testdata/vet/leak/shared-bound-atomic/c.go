package sharedboundatomic

import (
	"context"
	"fmt"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

//sig:component name=shared-bound-atomic scope=shared
type C struct {
	sig.Instance
	m atomic.Int64
}

func (c *C) Do(ctx context.Context, p P) (R, error) {
	swap := c.m.Swap
	return R{fmt.Sprint(swap(int64(p.N)))}, nil // want SIG706
}

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
