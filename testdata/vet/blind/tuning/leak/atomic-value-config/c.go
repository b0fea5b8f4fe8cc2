// Package atomicvalueconfig: the current configuration is in an atomic.Pointer.
//
// Verdict: leak.
// Why: Every tenant stores its own there and reads what was stored last.
package atomicvalueconfig

import (
	"context"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

type snapshot struct{ color, font string }

var current atomic.Pointer[snapshot]

// C is the component.
//
//sig:component name=atomic-value-config scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Apply(ctx context.Context, p P) error {
	current.Store(&snapshot{color: p.K, font: p.V}) // want leak
	return nil
}

//sig:runnable desc="one call"
func (c *C) Current(ctx context.Context) (R, error) {
	s := current.Load()
	if s == nil {
		return R{}, nil
	}
	return R{V: s.color + "/" + s.font}, nil
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
