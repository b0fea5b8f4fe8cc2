// Package methodvaluehook: a method value is kept as the fallback.
//
// Verdict: leak.
// Why: c.get carries c, so the fallback answers with one tenant's notes.
package methodvaluehook

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var fallback func(context.Context, string) (string, error)

// C is the component.
//
//sig:component name=method-value-hook scope=tenant
type C struct {
	sig.Instance

	notes sync.Map
}

func (c *C) get(_ context.Context, k string) (string, error) {
	v, ok := c.notes.Load(k)
	if !ok {
		return "", sig.ErrNotFound
	}
	return v.(string), nil
}

//sig:activate
func (c *C) activate(ctx context.Context) error {
	if fallback == nil {
		fallback = c.get // want leak
	}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Note(ctx context.Context, p P) (R, error) {
	c.notes.Store(p.K, p.V)
	v, err := fallback(ctx, p.K)
	return R{V: v}, err
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
