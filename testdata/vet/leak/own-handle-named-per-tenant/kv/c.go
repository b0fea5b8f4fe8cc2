package kv

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// PerTenant is a handle.
type PerTenant struct {
	s sig.Scope
	m map[string]string
}

// Put puts.
func (k PerTenant) Put(key, v string) { k.m[key] = v }

// Get gets.
func (k PerTenant) Get(key string) string { return k.m[key] }

//sig:component name=opn-provider scope=provider
type Provider struct{ sig.Instance }

// Open opens.
func (p *Provider) Open(ctx context.Context, s sig.Scope) (PerTenant, error) {
	return PerTenant{s, map[string]string{}}, nil
}
