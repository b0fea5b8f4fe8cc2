// Package observersininstance: callbacks are registered with the instance itself.
//
// Verdict: proved.
package observersininstance

import (
	"context"
	"slices"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type listener func(ctx context.Context, key, value string) error

// C is the component.
//
//sig:component name=observers-in-instance scope=tenant
type C struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`

	mu        sync.Mutex
	listeners []listener
	changes   int
}

func (c *C) on(l listener) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.listeners = append(c.listeners, l)
}

//sig:activate
func (c *C) activate(ctx context.Context) error {
	c.on(func(ctx context.Context, k, v string) error { return c.Store.Put(ctx, k, []byte(v)) })
	c.on(c.count)
	return nil
}

func (c *C) count(context.Context, string, string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.changes++
	return nil
}

//sig:runnable desc="one call"
func (c *C) Set(ctx context.Context, p P) error {
	c.mu.Lock()
	ls := slices.Clone(c.listeners)
	c.mu.Unlock()
	for _, l := range ls {
		if err := l(ctx, p.K, p.V); err != nil {
			return err
		}
	}
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
