// Package deadlineargsstruct: a ctx in a struct that lives as long as the call.
//
// Verdict: proved.
package deadlineargsstruct

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type op struct {
	ctx   context.Context
	store sig.Storage
	err   error
}

func (o *op) put(k, v string) {
	if o.err == nil {
		o.err = o.store.Put(o.ctx, k, []byte(v))
	}
}

// C is the component.
//
//sig:component name=deadline-args-struct scope=tenant
type C struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Both(ctx context.Context, p P) error {
	o := op{ctx: ctx, store: c.Store}
	o.put("key", p.K)
	o.put("value", p.V)
	return o.err
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
