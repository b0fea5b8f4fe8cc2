// Package timeafterfunc: time.AfterFunc expires a key.
//
// Verdict: leak.
// Why: The timer belongs to nobody; it fires after the instance is removed, also when a successor of
// the same name lives.
package timeafterfunc

import (
	"context"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=time-after-func scope=tenant
type C struct {
	sig.Instance

	mu sync.Mutex
	m  map[string]string
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.m == nil {
		c.m = map[string]string{}
	}
	c.m[p.K] = p.V
	time.AfterFunc(time.Minute, func() { // want leak
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.m, p.K)
	})
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
