// Package genericset: a generic set in an instance field.
//
// Verdict: proved.
package genericset

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type set[T comparable] struct{ m map[T]struct{} }

func (s *set[T]) add(v T) bool {
	if s.m == nil {
		s.m = make(map[T]struct{})
	}
	if _, ok := s.m[v]; ok {
		return false
	}
	s.m[v] = struct{}{}
	return true
}

func (s *set[T]) len() int { return len(s.m) }

// C is the component.
//
//sig:component name=generic-set scope=tenant
type C struct {
	sig.Instance

	mu   sync.Mutex
	seen set[string]
}

//sig:runnable desc="one call"
func (c *C) Add(ctx context.Context, p P) (R, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.seen.add(p.K) {
		return R{V: "known", N: c.seen.len()}, nil
	}
	return R{V: "new", N: c.seen.len()}, nil
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
