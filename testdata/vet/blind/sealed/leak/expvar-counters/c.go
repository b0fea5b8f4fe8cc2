// Package expvarcounters: expvar holds a variable per customer.
//
// Verdict: leak.
// Why: The map is package state, and String shows the customers of all tenants.
package expvarcounters

import (
	"context"
	"expvar"

	sig "github.com/sigen-dev/sigen/runtime"
)

var stats = new(expvar.Map).Init()

// C is the component.
//
//sig:component name=expvar-counters scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Count(ctx context.Context, p P) (R, error) {
	stats.Add(p.K, int64(p.N)) // want leak
	return R{V: stats.String()}, nil
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
