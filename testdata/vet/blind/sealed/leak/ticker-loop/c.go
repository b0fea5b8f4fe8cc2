// Package tickerloop: activate starts a loop with a bare go.
//
// Verdict: leak.
// Why: Nothing ends the loop when the instance goes.
package tickerloop

import (
	"context"
	"strconv"
	"sync/atomic"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=ticker-loop scope=tenant
type C struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`
	n     atomic.Int64
}

//sig:activate
func (c *C) activate(ctx context.Context) error {
	t := time.NewTicker(time.Second)
	go func() { // want leak
		for range t.C {
			_ = c.Store.Put(context.Background(), "count", []byte(strconv.FormatInt(c.n.Load(), 10)))
		}
	}()
	return nil
}

//sig:runnable desc="one call"
func (c *C) Add(ctx context.Context, p P) error {
	c.n.Add(int64(p.N))
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
