package core

import (
	"context"
	"sync"
)

// PerTenant is the only place where a shared component keeps what belongs to its
// callers. The zero value is ready. It is safe for concurrent use; what Get
// returns is shared by the tenant's concurrent calls and needs its own lock.
type PerTenant[T any] struct {
	mu sync.Mutex
	m  map[*tenant]*T // guarded by mu; a recreated tenant is another key
}

// Get returns the value of the tenant for whom ctx's call is made, a new zero T
// the first time. It goes when the tenant goes. Outside of a tenant's call it is ErrDenied.
func (p *PerTenant[T]) Get(ctx context.Context) (*T, error) {
	c := callerOf(ctx)
	if c == nil || c.ten == nil {
		return nil, Errf(CodeDenied, "a call that is made for a tenant; PerTenant keeps nothing for anybody else")
	}
	t := c.ten
	if v := p.of(t, nil); v != nil {
		return v, nil
	}
	scope := Scope{s: t.sharedScope()}
	if err := scope.Err(); err != nil {
		return nil, err
	}
	v := new(T)
	if first := p.of(t, v); first != v {
		return first, nil // of another call, which came first
	}
	// Without the lock: when the tenant has ended meanwhile, this runs at once.
	scope.OnEnd(func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.m, t)
	})
	if err := scope.Err(); err != nil {
		return nil, err
	}
	return v, nil
}

// of is what is kept of a tenant: made, when there is nothing, unless that is nil.
func (p *PerTenant[T]) of(t *tenant, made *T) *T {
	p.mu.Lock()
	defer p.mu.Unlock()
	if v := p.m[t]; v != nil || made == nil {
		return v
	}
	if p.m == nil {
		p.m = map[*tenant]*T{}
	}
	p.m[t] = made
	return made
}
