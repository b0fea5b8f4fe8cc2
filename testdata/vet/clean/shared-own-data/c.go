// Package sharedowndata: a shared component reads its own table
package sharedowndata

import (
	"context"
	"encoding/json"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-own-data scope=shared
type C struct {
	sig.Instance
	Files sig.Storage `sig:"requires"`
	mu    sync.RWMutex
	rates map[string]int
}

//sig:activate
func (c *C) load(ctx context.Context) error {
	b, err := c.Files.Get(ctx, "rates.json")
	if err != nil {
		return err
	}
	m := map[string]int{}
	if err := json.Unmarshal(b, &m); err != nil {
		return err
	}
	c.mu.Lock()
	c.rates = m
	c.mu.Unlock()
	return nil
}

//sig:runnable desc="one call"
func (c *C) Rate(ctx context.Context, p P) (R, error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return R{N: c.rates[p.K] * p.N}, nil
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
