// Package arrayofpointers: shards of a counter are picked by hash.
//
// Verdict: leak.
// Why: The array is never reassigned, but the shards that it points to are written.
package arrayofpointers

import (
	"context"
	"hash/fnv"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type shard struct {
	mu sync.Mutex
	n  map[string]int
}

var shards = func() (s [8]*shard) {
	for i := range s {
		s[i] = &shard{n: map[string]int{}}
	}
	return s
}()

func shardOf(k string) *shard {
	h := fnv.New32a()
	h.Write([]byte(k))
	return shards[h.Sum32()%8]
}

// C is the component.
//
//sig:component name=array-of-pointers scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Hit(ctx context.Context, p P) (R, error) {
	s := shardOf(p.K)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.n[p.K]++ // want leak
	return R{N: s.n[p.K]}, nil
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
