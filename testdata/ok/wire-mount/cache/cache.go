// Package cache is a handle and its provider.
package cache

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Cache is a handle.
type Cache struct{ of string }

// Of is whose cache it is.
func (c Cache) Of() string { return c.of }

// Provider opens caches.
//
//sig:component name=wire-cache scope=provider
type Provider struct {
	sig.Instance
}

// Open implements sig.Scoped.
func (p *Provider) Open(ctx context.Context, s sig.Scope) (Cache, error) {
	return Cache{s.Instance()}, nil
}

// Remains implements sig.Scoped.
func (p *Provider) Remains(ctx context.Context, s sig.Scope) ([]string, error) { return nil, nil }

// Purge implements sig.Scoped.
func (p *Provider) Purge(ctx context.Context, s sig.Scope) error { return nil }
