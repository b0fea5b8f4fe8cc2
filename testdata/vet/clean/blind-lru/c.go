// Package blindlru: an LRU cache of the instance
package blindlru

import (
	"container/list"
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type entry struct {
	k, v string
}

type lru struct {
	cap   int
	order *list.List
	items map[string]*list.Element
}

func (l *lru) get(k string) (string, bool) {
	e, ok := l.items[k]
	if !ok {
		return "", false
	}
	l.order.MoveToFront(e)
	return e.Value.(*entry).v, true
}

func (l *lru) put(k, v string) {
	if l.items == nil {
		l.items, l.order, l.cap = map[string]*list.Element{}, list.New(), 100
	}
	l.items[k] = l.order.PushFront(&entry{k, v})
	for l.order.Len() > l.cap {
		last := l.order.Back()
		delete(l.items, last.Value.(*entry).k)
		l.order.Remove(last)
	}
}

// C is the component.
//
//sig:component name=blind-lru scope=tenant
type C struct {
	sig.Instance
	mu    sync.Mutex
	cache lru
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context, p P) (R, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if v, ok := c.cache.get(p.K); ok {
		return R{V: v}, nil
	}
	c.cache.put(p.K, p.V)
	return R{V: p.V}, nil
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
