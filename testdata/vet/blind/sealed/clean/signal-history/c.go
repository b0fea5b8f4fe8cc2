// Package signalhistory: a tenant's signals are set and updated.
//
// Verdict: proved.
package signalhistory

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=signal-history scope=tenant
type C struct {
	sig.Instance

	count sig.Signal[int]
	last  sig.Signal[string]
	log   sig.Signal[[]string]
}

//sig:effect
func (c *C) record(ctx context.Context) error {
	s := c.last.Get()
	c.log.Update(func(l []string) []string { return append(l[:len(l):len(l)], s) })
	return nil
}

//sig:runnable desc="one call"
func (c *C) Set(ctx context.Context, p P) (R, error) {
	c.last.Set(p.V)
	c.count.Update(func(n int) int { return n + p.N })
	return R{V: strings.Join(c.log.Get(), ","), N: c.count.Get()}, nil
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
