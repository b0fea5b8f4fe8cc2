// Package realsharedlru: a shared thumbnail service with an LRU cache.
//
// Verdict: leak.
// Why: The cache is a field of the shared instance and is keyed by the caller's path, so tenants
// with the same path get each other's images.
package realsharedlru

import (
	"context"
	"sync"

	"container/list"

	sig "github.com/sigen-dev/sigen/runtime"
)

type entry struct {
	key  string
	data []byte
}

type lru struct {
	mu    sync.Mutex
	size  int
	max   int
	order *list.List
	items map[string]*list.Element
}

func newLRU(max int) *lru {
	return &lru{max: max, order: list.New(), items: make(map[string]*list.Element)}
}

func (l *lru) get(key string) ([]byte, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	e, ok := l.items[key]
	if !ok {
		return nil, false
	}
	l.order.MoveToFront(e)
	return e.Value.(*entry).data, true
}

func (l *lru) put(key string, data []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, ok := l.items[key]; ok {
		return
	}
	l.items[key] = l.order.PushFront(&entry{key, data}) // want leak
	l.size += len(data)
	for l.size > l.max {
		old := l.order.Back()
		e := l.order.Remove(old).(*entry)
		delete(l.items, e.key)
		l.size -= len(e.data)
	}
}

// Picture is an image to shrink.
type Picture struct {
	Path string `json:"path" sig:"min=1"`
	Data []byte `json:"data"`
}

// Thumb is a small image.
type Thumb struct {
	Data []byte `json:"data"`
}

// Thumbnails shrinks images.
//
//sig:component name=real-shared-lru scope=shared
type Thumbnails struct {
	sig.Instance

	cache *lru
}

//sig:activate
func (t *Thumbnails) activate(ctx context.Context) error {
	t.cache = newLRU(1 << 24)
	return nil
}

func shrink(data []byte) []byte {
	out := make([]byte, 0, len(data)/4+1)
	for i := 0; i < len(data); i += 4 {
		out = append(out, data[i])
	}
	return out
}

// Shrink shrinks an image.
//
//sig:runnable desc="Shrink an image"
func (t *Thumbnails) Shrink(ctx context.Context, p Picture) (Thumb, error) {
	if b, ok := t.cache.get(p.Path); ok {
		return Thumb{Data: b}, nil
	}
	b := shrink(p.Data)
	t.cache.put(p.Path, b)
	return Thumb{Data: b}, nil
}
