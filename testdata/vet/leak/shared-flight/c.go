// Package sharedflight: calls in flight by key
package sharedflight

import (
	"context"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type flight struct {
	done chan struct{}
	v    string
}

// C is the component.
//
//sig:component name=shared-flight scope=shared
type C struct {
	sig.Instance
	mu sync.Mutex
	m  map[string]*flight
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c.mu.Lock()
	if f := c.m[p.K]; f != nil {
		c.mu.Unlock()
		<-f.done
		return R{V: f.v}, nil
	}
	f := &flight{done: make(chan struct{})}
	if c.m == nil {
		c.m = map[string]*flight{}
	}
	c.m[p.K] = f // want SIG706
	c.mu.Unlock()
	f.v = strings.ToUpper(p.V)
	close(f.done)
	return R{V: f.v}, nil
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
