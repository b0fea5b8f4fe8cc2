// Package poolofinstances: the instance goes into a sync.Pool.
//
// Verdict: leak.
// Why: Get gives it to the next caller, whatever tenant that is.
package poolofinstances

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var workers sync.Pool

// C is the component.
//
//sig:component name=pool-of-instances scope=tenant
type C struct {
	sig.Instance

	secret string
}

//sig:runnable desc="one call"
func (c *C) Work(ctx context.Context, p P) (R, error) {
	if p.V != "" {
		c.secret = p.V
	}
	workers.Put(c) // want leak
	w, _ := workers.Get().(*C)
	if w == nil {
		w = c
	}
	return R{V: w.secret}, nil
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
