// Package sharedrefresh: a shared component that reloads its own data when it is old
package sharedrefresh

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-refresh scope=shared
type C struct {
	sig.Instance
	Files sig.Storage `sig:"requires"`
	mu    sync.Mutex
	at    time.Time
	data  map[string]string
}

func (c *C) fresh(ctx context.Context) (map[string]string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if time.Since(c.at) < time.Minute {
		return c.data, nil
	}
	b, err := c.Files.Get(ctx, "data.json")
	if err != nil {
		return nil, err
	}
	m := map[string]string{}
	if err := json.Unmarshal(b, &m); err != nil {
		return nil, err
	}
	c.data, c.at = m, time.Now()
	return m, nil
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context, p P) (R, error) {
	m, err := c.fresh(ctx)
	if err != nil {
		return R{}, err
	}
	return R{V: m[p.K]}, nil
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
