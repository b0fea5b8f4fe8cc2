package sharedreceiverbothstream

import (
	"context"
	"iter"

	sig "github.com/sigen-dev/sigen/runtime"
)

type src struct {
	c *C
	p P
}

func (s *src) all(yield func(R, error) bool) {
	yield(R{s.c.last}, nil)
	s.c.last = s.p.V
}

//sig:component name=shared-receiver-both-stream scope=shared
type C struct {
	sig.Instance
	last string
}

func (c *C) Do(ctx context.Context, p P) iter.Seq2[R, error] { return (&src{c, p}).all } // want SIG706

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
