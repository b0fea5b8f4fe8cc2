// Package lru: a cache of the instance
package lru

import (
	"container/list"
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type entry struct{ k, v string }

// C is the component.
//
//sig:component name=lru scope=tenant
type C struct {
	sig.Instance
	mu    sync.Mutex
	order *list.List
	byKey map[string]*list.Element
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.order == nil {
		c.order, c.byKey = list.New(), map[string]*list.Element{}
	}
	if e := c.byKey[p.K]; e != nil {
		c.order.MoveToFront(e)
		return R{V: e.Value.(*entry).v}, nil
	}
	c.byKey[p.K] = c.order.PushFront(&entry{p.K, p.V})
	if c.order.Len() > 100 {
		last := c.order.Back()
		c.order.Remove(last)
		delete(c.byKey, last.Value.(*entry).k)
	}
	return R{}, nil
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
