// Package line is a handle and its provider.
package line

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Queue is a handle.
type Queue struct{ of string }

// Of is whose queue it is.
func (c Queue) Of() string { return c.of }

// Provider opens queues.
//
//sig:component name=wire-line scope=provider
type Provider struct {
	sig.Instance
}

// Open implements sig.Scoped.
func (p *Provider) Open(ctx context.Context, s sig.Scope) (Queue, error) {
	return Queue{s.Instance()}, nil
}

// Remains implements sig.Scoped.
func (p *Provider) Remains(ctx context.Context, s sig.Scope) ([]string, error) { return nil, nil }

// Purge implements sig.Scoped.
func (p *Provider) Purge(ctx context.Context, s sig.Scope) error { return nil }
