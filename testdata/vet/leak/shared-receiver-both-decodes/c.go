package sharedreceiverbothdecodes

import (
	"context"
	"encoding/json"

	sig "github.com/sigen-dev/sigen/runtime"
)

type job struct {
	c *C
}

func (j job) UnmarshalJSON(b []byte) error { j.c.last = string(b); return nil }

//sig:component name=shared-receiver-both-decodes scope=shared
type C struct {
	sig.Instance
	last string
}

func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.last
	return R{old}, json.Unmarshal([]byte(p.V), &job{c}) // want SIG706
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
