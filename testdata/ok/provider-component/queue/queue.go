// Package queue is a handle and its provider.
package queue

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Queue is the queue of one scope. The zero value holds nothing.
type Queue struct{ q *queue }

type queue struct {
	mu    sync.Mutex
	owner string
	all   []string // guarded by mu
}

// Push appends.
func (q Queue) Push(text string) {
	if q.q == nil {
		return
	}
	q.q.mu.Lock()
	defer q.q.mu.Unlock()
	q.q.all = append(q.q.all, text)
}

// All is what was pushed, with the owner in front.
func (q Queue) All() []string {
	if q.q == nil {
		return nil
	}
	q.q.mu.Lock()
	defer q.q.mu.Unlock()
	return append([]string{q.q.owner}, q.q.all...)
}

// Provider opens queues.
//
//sig:component name=provider-queue scope=provider
type Provider struct {
	sig.Instance
	Prefix string `sig:"prop,default=q"`
	mu     sync.Mutex
	open   map[string]*queue
}

var _ sig.Scoped[Queue] = (*Provider)(nil)

// Open implements sig.Scoped.
func (p *Provider) Open(ctx context.Context, s sig.Scope) (Queue, error) {
	key := p.Prefix + ":" + s.Tenant() + "/" + s.Instance()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.open[key] == nil {
		if p.open == nil {
			p.open = map[string]*queue{}
		}
		p.open[key] = &queue{owner: key}
	}
	return Queue{p.open[key]}, nil
}

// Remains implements sig.Scoped.
func (p *Provider) Remains(ctx context.Context, s sig.Scope) ([]string, error) { return nil, nil }

// Purge implements sig.Scoped.
func (p *Provider) Purge(ctx context.Context, s sig.Scope) error { return nil }
