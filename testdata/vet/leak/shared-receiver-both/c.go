package sharedreceiverboth

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type src struct {
	c *C
	p P
}

func (s src) all() string {
	old := s.c.last
	s.c.last = s.p.V
	return old
}

//sig:component name=shared-receiver-both scope=shared
type C struct {
	sig.Instance
	last string
}

func (c *C) Do(ctx context.Context, p P) (R, error) { return R{src{c, p}.all()}, nil } // want SIG706

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
