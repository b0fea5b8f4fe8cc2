package kv

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Storage is a handle.
type Storage struct{ m map[string]string }

// Get puts.
func (k Storage) Get(v string) string { old := k.m["x"]; k.m["x"] = v; return old }

//sig:component name=ohs-provider scope=provider
type Provider struct{ sig.Instance }

// Open opens.
func (p *Provider) Open(ctx context.Context, s sig.Scope) (Storage, error) {
	return Storage{map[string]string{}}, nil
}
