// Package gowithtimeout: a slow call is abandoned at its deadline.
//
// Verdict: leak.
// Why: When ctx ends first the goroutine is left behind and writes later.
package gowithtimeout

import (
	"context"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=go-with-timeout scope=tenant
type C struct {
	sig.Instance

	mu  sync.Mutex
	got string
}

func (c *C) slow(s string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.got = strings.Repeat(s, 1000)
	return c.got
}

//sig:runnable desc="one call"
func (c *C) Slow(ctx context.Context, p P) (R, error) {
	done := make(chan string, 1)
	go func() { done <- c.slow(p.V) }() // want leak
	select {
	case s := <-done:
		return R{V: s}, nil
	case <-ctx.Done():
		return R{}, ctx.Err()
	}
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
