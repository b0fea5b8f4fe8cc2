// Package ctxinstruct: a context inside a job
package ctxinstruct

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type job struct {
	ctx context.Context
	v   string
}

// C is the component.
//
//sig:component name=ctx-in-struct scope=tenant
type C struct {
	sig.Instance
	jobs []job
}

//sig:runnable desc="one call"
func (c *C) Queue(ctx context.Context, p P) error {
	c.jobs = append(c.jobs, job{ctx, p.V}) // want SIG708
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
