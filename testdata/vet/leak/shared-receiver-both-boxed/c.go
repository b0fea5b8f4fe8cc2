package sharedreceiverbothboxed

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type job struct {
	c *C
	v string
}

func (j job) Run() { j.c.last = j.v }

type runner interface{ Run() }

func start(r runner) { r.Run() }

//sig:component name=shared-receiver-both-boxed scope=shared
type C struct {
	sig.Instance
	last string
}

func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.last
	start(job{c, p.V}) // want SIG706
	return R{old}, nil
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
