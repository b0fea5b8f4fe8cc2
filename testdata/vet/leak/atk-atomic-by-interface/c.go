// Package atkatomicbyinterface: an atomic pointer behind an interface
package atkatomicbyinterface

import (
	"context"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

type slot interface {
	Load() *string
	Swap(*string) *string
}

var one slot = new(atomic.Pointer[string])

// C is the component.
//
//sig:component name=atk-atomic-by-interface scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if old := one.Swap(&p.V); old != nil { // want SIG722
		return R{V: *old}, nil
	}
	return R{}, nil
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
