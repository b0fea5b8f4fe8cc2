// Package atkcontextcancelcause: the cause of a package's context is another's text
package atkcontextcancelcause

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

var baseCtx, stop = context.WithCancelCause(context.Background())

// C is the component.
//
//sig:component name=atk-context-cancel-cause scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	stop(errors.New(p.V)) // want SIG720
	return R{V: context.Cause(baseCtx).Error()}, nil
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
