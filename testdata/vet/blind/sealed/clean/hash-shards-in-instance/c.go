// Package hashshardsininstance: shards with locks of their own in an instance field.
//
// Verdict: proved.
package hashshardsininstance

import (
	"context"
	"hash/fnv"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

const shardCount = 8

type shard struct {
	mu sync.RWMutex
	m  map[string]string
}

// C is the component.
//
//sig:component name=hash-shards-in-instance scope=tenant
type C struct {
	sig.Instance

	shards [shardCount]shard
}

func (c *C) shard(k string) *shard {
	h := fnv.New32a()
	_, _ = h.Write([]byte(k))
	return &c.shards[h.Sum32()%shardCount]
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	s := c.shard(p.K)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.m == nil {
		s.m = make(map[string]string)
	}
	s.m[p.K] = p.V
	return nil
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context, p P) (R, error) {
	s := c.shard(p.K)
	s.mu.RLock()
	defer s.mu.RUnlock()
	return R{V: s.m[p.K], N: len(s.m)}, nil
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
