// Package kv has a handle of the application's own.
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
type Store struct{ scope string }

// For is for tools.
func For(scope string) Store { return Store{scope: scope} } // want SIG703

// Get reads.
func (s Store) Get(k string) string {
	mu.Lock()
	defer mu.Unlock()
	return data[s.scope+"/"+k]
}

// Provider opens stores.
//
//sig:component name=handle-by-name-kv scope=provider
type Provider struct{ sig.Instance }

// Open opens the store of a scope.
func (p *Provider) Open(ctx context.Context, s sig.Scope) (Store, error) {
	return Store{scope: s.Namespace()}, nil
}
