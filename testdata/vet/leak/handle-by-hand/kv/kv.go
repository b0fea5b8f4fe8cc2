// Package kv has a handle of the application's own, with a field that everybody may set.
package kv

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var (
	mu   sync.Mutex
	data = map[string]string{}
)

// Store is one scope's.
type Store struct{ Scope string }

// Get reads.
func (s Store) Get(k string) string {
	mu.Lock()
	defer mu.Unlock()
	return data[s.Scope+"/"+k]
}

// Provider opens stores.
//
//sig:component name=handle-by-hand-kv scope=provider
type Provider struct{ sig.Instance }

// Open opens the store of a scope.
func (p *Provider) Open(ctx context.Context, s sig.Scope) (Store, error) {
	return Store{Scope: s.Namespace()}, nil
}
