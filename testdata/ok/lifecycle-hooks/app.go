package main

import (
	"context"
	"fmt"
	"strconv"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Counter keeps a number in memory, and in its storage while it has no body.
//
//sig:component name=hooks-counter scope=tenant
type Counter struct {
	sig.Instance
	Store sig.Storage `sig:"requires"`
	n     atomic.Int64
}

// Count is what a counter says.
type Count struct {
	N int64 `json:"n"`
}

//sig:runnable
func (c *Counter) Add(ctx context.Context) (Count, error) {
	return Count{c.n.Add(1)}, nil
}

//sig:snapshot
func (c *Counter) save(ctx context.Context) error {
	return c.Store.Put(ctx, "n", strconv.AppendInt(nil, c.n.Load(), 10))
}

//sig:restore
func (c *Counter) load(ctx context.Context) error {
	data, err := c.Store.Get(ctx, "n")
	if err != nil {
		return err
	}
	n, err := strconv.ParseInt(string(data), 10, 64)
	c.n.Store(n)
	return err
}

//sig:purge
func (c *Counter) purge(ctx context.Context) error {
	fmt.Println(c.Name(), "purges")
	return nil
}

//sig:health
func (c *Counter) health(ctx context.Context) error { return nil }

//sig:supervise strategy=rest-for-one backoff=linear delay=1s max=1m jitter=0 restarts=3 within=5m escalate=tenant panics=2 health=10s unhealthy=2
func (c *Counter) again(ctx context.Context) error {
	fmt.Println(c.Name(), "may start again")
	return nil
}

// Watcher has a policy and no say.
//
//sig:component name=hooks-watcher scope=tenant
//sig:supervise strategy=one-for-all backoff=constant restarts=0 panics=0
type Watcher struct {
	sig.Instance
}

//sig:runnable
func (w *Watcher) Look(ctx context.Context) error { return nil }

// Plain has the defaults.
//
//sig:component name=hooks-plain scope=tenant
//sig:supervise
type Plain struct {
	sig.Instance
}

//sig:runnable
func (p *Plain) Look(ctx context.Context) error { return nil }
