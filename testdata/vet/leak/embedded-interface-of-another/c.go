package embeddedinterfaceofanother

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type worker interface {
	Work(ctx context.Context, p P) (R, error)
}

type impl struct{}

var last string

func (impl) Work(ctx context.Context, p P) (R, error) { old := last; last = p.V; return R{old}, nil } // want SIG701

//sig:component name=embedded-interface-of-another scope=tenant
type C struct {
	sig.Instance
	worker
}

//sig:activate
func (c *C) open(ctx context.Context) error { c.worker = impl{}; return nil }

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
