// Package kv has a handle of the application's own in which there is no reference.
package kv

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Store is one scope's.
type Store struct{ scope string }

// Hit counts.
func (s Store) Hit(ctx context.Context) error { return ctx.Err() }

// Provider opens stores.
//
//sig:component name=shared-handle-by-name-kv scope=provider
type Provider struct{ sig.Instance }

// Open opens the store of a scope.
func (p *Provider) Open(ctx context.Context, s sig.Scope) (Store, error) {
	return Store{s.Namespace()}, nil
}
