// Package timelocal: the tenant's zone becomes time.Local.
//
// Verdict: leak.
// Why: Every tenant's times are then shown in that zone.
package timelocal

import (
	"context"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=time-local scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Zone(ctx context.Context, p P) (R, error) {
	time.Local = time.FixedZone(p.K, p.N) // want leak
	return R{V: time.Unix(0, 0).String()}, nil
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
