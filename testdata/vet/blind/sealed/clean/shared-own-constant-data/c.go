// Package sharedownconstantdata: a shared component loads its own data and serves it.
//
// Verdict: proved.
package sharedownconstantdata

import (
	"context"
	"encoding/json"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-own-constant-data scope=shared
type C struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`

	mu    sync.RWMutex
	rates map[string]int
}

//sig:activate
func (c *C) activate(ctx context.Context) error {
	b, err := c.Store.Get(ctx, "rates.json")
	if err != nil {
		return err
	}
	m := map[string]int{}
	if err := json.Unmarshal(b, &m); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.rates = m
	return nil
}

//sig:runnable desc="one call"
func (c *C) Rate(ctx context.Context, p P) (R, error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	n, ok := c.rates[p.K]
	if !ok {
		return R{}, sig.ErrNotFound
	}
	return R{N: n}, nil
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
