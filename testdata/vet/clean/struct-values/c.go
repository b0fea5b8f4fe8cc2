// Package structvalues: a table of structs, copied out
package structvalues

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

type plan struct {
	name  string
	limit int
}

var plans = map[string]plan{"free": {"free", 1}, "pro": {"pro", 100}}

// C is the component.
//
//sig:component name=struct-values scope=tenant
type C struct {
	sig.Instance
	plan plan
}

//sig:runnable desc="one call"
func (c *C) Choose(ctx context.Context, p P) (R, error) {
	pl, ok := plans[p.K]
	if !ok {
		return R{}, errors.New("no such plan")
	}
	pl.limit += p.N
	c.plan = pl
	return R{N: c.plan.limit}, nil
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
