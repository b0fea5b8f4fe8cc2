package kv

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// KVClient is a handle.
type KVClient struct {
	s sig.Scope
	m map[string]string
}

// Put puts.
func (k KVClient) Put(key, v string) { k.m[key] = v }

// Get gets.
func (k KVClient) Get(key string) string { return k.m[key] }

// Provider opens.
//
//sig:component name=och-provider scope=provider
type Provider struct{ sig.Instance }

// Open opens.
func (p *Provider) Open(ctx context.Context, s sig.Scope) (KVClient, error) {
	return KVClient{s, map[string]string{}}, nil
}
