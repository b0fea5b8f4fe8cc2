// Package interfacefieldsingleton: an interface field holds one implementation for all.
//
// Verdict: leak.
// Why: The memory store behind the interface is a package variable.
package interfacefieldsingleton

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type store interface {
	put(k, v string)
	get(k string) string
}

type memStore struct {
	mu sync.RWMutex
	m  map[string]string
}

func (s *memStore) put(k, v string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.m[k] = v // want leak
}

func (s *memStore) get(k string) string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.m[k]
}

var fallback store = &memStore{m: map[string]string{}}

// C is the component.
//
//sig:component name=interface-field-singleton scope=tenant
type C struct {
	sig.Instance

	st store
}

//sig:activate
func (c *C) activate(ctx context.Context) error {
	if c.st == nil {
		c.st = fallback
	}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	c.st.put(p.K, p.V)
	return nil
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context, p P) (R, error) { return R{V: c.st.get(p.K)}, nil }

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
