package config

import (
	"hash/maphash"
	"slices"
	"sync"

	"github.com/sigen-dev/sigen/runtime/provider/internal/dotted"
)

// A leaf is one runtime value and the version that wrote it.
type leaf struct {
	value   string
	version uint64
}

const shards = 512

// A tree holds the runtime values. It is sharded by the root of the path, so that
// a write costs the same whatever the number of tenants, and so that what lies
// below one tenant is in one shard. It is safe for concurrent use.
type tree struct {
	seed   maphash.Seed
	shards [shards]shard
}

type shard struct {
	mu sync.RWMutex
	m  map[string]leaf // guarded by mu; by path
	// deep is guarded by mu: for each parent two segments below a root, or deeper, the names that go on from it, with how
	// many paths do. Most tenants have none.
	deep map[string]map[string]int
	_    [24]byte // two shards do not share a cache line
}

func newTree() *tree {
	t := &tree{seed: maphash.MakeSeed()}
	for i := range t.shards {
		t.shards[i].m = map[string]leaf{}
	}
	return t
}

func (t *tree) shard(path string) *shard {
	return &t.shards[maphash.String(t.seed, dotted.Root(path))%shards]
}

func (t *tree) get(path string) (leaf, bool) {
	s := t.shard(path)
	s.mu.RLock()
	l, ok := s.m[path]
	s.mu.RUnlock()
	return l, ok
}

func (t *tree) set(path string, l leaf) {
	s := t.shard(path)
	s.mu.Lock()
	n := len(s.m)
	s.m[path] = l
	if len(s.m) > n {
		s.link(path, +1)
	}
	s.mu.Unlock()
}

func (t *tree) delete(path string) {
	s := t.shard(path)
	s.mu.Lock()
	n := len(s.m)
	delete(s.m, path)
	if len(s.m) < n {
		s.link(path, -1)
	}
	s.mu.Unlock()
}

// under lists the paths at and below prefix, sorted.
func (t *tree) under(prefix string) []string {
	var paths []string
	collect := func(s *shard) {
		s.mu.RLock()
		defer s.mu.RUnlock()
		for p := range s.m {
			if dotted.Under(p, prefix) {
				paths = append(paths, p)
			}
		}
	}
	if prefix == "" || prefix == "tenants" {
		for i := range t.shards {
			collect(&t.shards[i])
		}
	} else {
		collect(t.shard(prefix))
	}
	slices.Sort(paths)
	return paths
}

// A pathLeaf is a leaf with its path.
type pathLeaf struct {
	path string
	leaf
}

// each gives every value to f, shard by shard: what is written meanwhile may be
// seen or not. f runs outside the locks.
func (t *tree) each(f func(pathLeaf)) {
	var buf []pathLeaf
	for i := range t.shards {
		s := &t.shards[i]
		buf = buf[:0]
		s.mu.RLock()
		for p, l := range s.m {
			buf = append(buf, pathLeaf{p, l})
		}
		s.mu.RUnlock()
		for _, l := range buf {
			f(l)
		}
	}
}
