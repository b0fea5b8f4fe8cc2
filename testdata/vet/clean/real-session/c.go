// Package realsession: sessions with expiry
package realsession

import (
	"context"
	"encoding/hex"
	"maps"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type session struct {
	user string
	till time.Time
}

// C is the component.
//
//sig:component name=real-session scope=tenant
type C struct {
	sig.Instance
	mu  sync.Mutex
	all map[string]session
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.all = map[string]session{}
	c.Go(c.sweep)
	return nil
}

func (c *C) sweep(ctx context.Context) error {
	t := time.NewTicker(time.Minute)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case now := <-t.C:
			c.mu.Lock()
			maps.DeleteFunc(c.all, func(_ string, s session) bool { return s.till.Before(now) })
			c.mu.Unlock()
		}
	}
}

//sig:runnable desc="one call"
func (c *C) Login(ctx context.Context, p P) (R, error) {
	token := hex.EncodeToString([]byte(p.K))
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all[token] = session{p.K, time.Now().Add(time.Hour)}
	return R{V: token}, nil
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
