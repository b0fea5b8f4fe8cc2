// Package meter is a handle of the example's own: it counts, per instance, how
// often something ran.
//
// It is what a team writes for its Redis client or its queue. [Meter] is what a
// component holds; [Provider] opens one per scope, and the kernel calls it while an
// instance mounts. A component never says for whom: the scope is in the handle.
package meter

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Meter counts for one scope. It is safe for concurrent use. Its zero value
// counts nothing, so a component that a test makes with new(T) works.
type Meter struct{ c *counts }

type counts struct {
	mu sync.Mutex
	n  map[string]int64 // guarded by mu
}

// Add counts one more run of what.
func (m Meter) Add(what string) {
	if m.c == nil {
		return
	}
	m.c.mu.Lock()
	defer m.c.mu.Unlock()
	m.c.n[what]++
}

// Count is how many runs were added. After the end of its owner a Meter keeps
// what it counted.
func (m Meter) Count(what string) int64 {
	if m.c == nil {
		return 0
	}
	m.c.mu.Lock()
	defer m.c.mu.Unlock()
	return m.c.n[what]
}

// Provider opens meters. They live in memory and leave nothing behind.
//
//sig:component name=meter version=1.0 scope=provider
type Provider struct {
	sig.Instance
}

var _ sig.Scoped[Meter] = (*Provider)(nil)

// Open makes the meter of one scope, starting at zero.
func (p *Provider) Open(_ context.Context, s sig.Scope) (Meter, error) {
	if err := s.Err(); err != nil {
		return Meter{}, err
	}
	return Meter{c: &counts{n: map[string]int64{}}}, nil
}

// Remains is empty: counts go with the instance.
func (p *Provider) Remains(context.Context, sig.Scope) ([]string, error) { return nil, nil }

// Purge has nothing to remove.
func (p *Provider) Purge(context.Context, sig.Scope) error { return nil }
