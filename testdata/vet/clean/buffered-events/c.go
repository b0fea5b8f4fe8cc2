// Package bufferedevents: a batch that is flushed
package bufferedevents

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type event struct {
	at   time.Time
	name string
}

// C is the component.
//
//sig:component name=buffered-events scope=tenant
type C struct {
	sig.Instance
	Files sig.Storage `sig:"requires"`
	mu    sync.Mutex
	batch []event
}

func (c *C) flush(ctx context.Context) error {
	c.mu.Lock()
	batch := c.batch
	c.batch = nil
	c.mu.Unlock()
	data, err := json.Marshal(batch)
	if err != nil {
		return err
	}
	return c.Files.Put(ctx, "events", data)
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c.mu.Lock()
	c.batch = append(c.batch, event{time.Now(), p.V})
	n := len(c.batch)
	c.mu.Unlock()
	if n > 10 {
		return R{N: n}, c.flush(ctx)
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
