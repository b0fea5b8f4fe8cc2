// Package lruininstance: an LRU cache of the instance over container/list.
//
// Verdict: proved.
package lruininstance

import (
	"context"
	"sync"

	"container/list"

	sig "github.com/sigen-dev/sigen/runtime"
)

type entry struct{ key, value string }

type lru struct {
	mu    sync.Mutex
	max   int
	order *list.List
	byKey map[string]*list.Element
}

func newLRU(max int) *lru {
	return &lru{max: max, order: list.New(), byKey: make(map[string]*list.Element)}
}

func (l *lru) get(k string) (string, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	e, ok := l.byKey[k]
	if !ok {
		return "", false
	}
	l.order.MoveToFront(e)
	return e.Value.(*entry).value, true
}

func (l *lru) put(k, v string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if e, ok := l.byKey[k]; ok {
		e.Value.(*entry).value = v
		l.order.MoveToFront(e)
		return
	}
	l.byKey[k] = l.order.PushFront(&entry{k, v})
	if l.order.Len() > l.max {
		old := l.order.Back()
		l.order.Remove(old)
		delete(l.byKey, old.Value.(*entry).key)
	}
}

// C is the component.
//
//sig:component name=lru-in-instance scope=tenant
type C struct {
	sig.Instance

	cache *lru
}

//sig:activate
func (c *C) activate(ctx context.Context) error {
	c.cache = newLRU(100)
	return nil
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	c.cache.put(p.K, p.V)
	return nil
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context, p P) (R, error) {
	v, ok := c.cache.get(p.K)
	if !ok {
		return R{}, sig.ErrNotFound
	}
	return R{V: v}, nil
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
