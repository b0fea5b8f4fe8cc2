package core

import (
	"hash/maphash"
	"sync"
)

const tableShards = 64

// A table maps names to instances; the zero table is empty. Adding and removing one costs the same at
// ten and at a million, and holds up only the readers of one shard in sixty-four.
type table struct {
	shards [tableShards]struct {
		mu sync.RWMutex
		m  map[string]*inst // guarded by mu
		_  [24]byte
	}
}

// tableSeed keeps whoever chooses names from choosing shards.
var tableSeed = maphash.MakeSeed()

func (t *table) shard(name string) int {
	return int(maphash.String(tableSeed, name) % tableShards)
}

func (t *table) get(name string) *inst {
	s := &t.shards[t.shard(name)]
	s.mu.RLock()
	i := s.m[name]
	s.mu.RUnlock()
	return i
}

// set replaces the entry; nil removes it.
func (t *table) set(name string, i *inst) {
	s := &t.shards[t.shard(name)]
	s.mu.Lock()
	defer s.mu.Unlock()
	if i == nil {
		delete(s.m, name)
		return
	}
	if s.m == nil {
		s.m = map[string]*inst{}
	}
	s.m[name] = i
}

// each calls f for every entry of a copy of each shard, without a lock held.
func (t *table) each(f func(*inst)) {
	var batch []*inst
	for n := range t.shards {
		s := &t.shards[n]
		batch = batch[:0]
		s.mu.RLock()
		for _, i := range s.m {
			batch = append(batch, i)
		}
		s.mu.RUnlock()
		for _, i := range batch {
			f(i)
		}
	}
}
