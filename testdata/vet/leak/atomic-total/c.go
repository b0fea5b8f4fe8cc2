// Package atomictotal: an atomic that all tenants add to
package atomictotal

import (
	"context"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

var total atomic.Int64

// C is the component.
//
//sig:component name=atomic-total scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Add(ctx context.Context, p P) (R, error) {
	total.Add(int64(p.N)) // want SIG701
	return R{N: int(total.Load())}, nil
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
