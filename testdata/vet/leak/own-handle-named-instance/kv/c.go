package kv

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Instance is a handle.
type Instance struct{ m map[string]string }

// Go puts.
func (k Instance) Go(v string) string { old := k.m["x"]; k.m["x"] = v; return old }

//sig:component name=oin-provider scope=provider
type Provider struct{ sig.Instance }

// Open opens.
func (p *Provider) Open(ctx context.Context, s sig.Scope) (Instance, error) {
	return Instance{map[string]string{}}, nil
}
