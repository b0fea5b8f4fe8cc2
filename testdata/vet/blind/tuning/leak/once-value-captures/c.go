// Package oncevaluecaptures: a lazy value is made from the first caller's input.
//
// Verdict: leak.
// Why: sync.OnceValue runs once a process and keeps the first tenant's banner for all.
package oncevaluecaptures

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var (
	bannerMu sync.Mutex
	banner   func() string
)

// C is the component.
//
//sig:component name=once-value-captures scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Banner(ctx context.Context, p P) (R, error) {
	bannerMu.Lock()
	defer bannerMu.Unlock()
	if banner == nil {
		banner = sync.OnceValue(func() string { return "** " + p.V + " **" }) // want leak
	}
	return R{V: banner()}, nil
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
