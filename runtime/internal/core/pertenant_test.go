package core

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"
)

// A tenant that ends while its call asks for what a shared component keeps of it neither holds up other tenants nor leaves
// anything behind.
func TestATenantEndsWhileItsMemoryIsMade(t *testing.T) {
	k := booted(t, nil, []Factory{greeterFactory("g", ScopeTenant, nil)}, "g globex-g globex")
	of := func(target string) context.Context {
		return withCaller(context.Background(), &k.tenantOf(target).lived().host)
	}
	var kept PerTenant[[1 << 20]byte] // making it takes as long as the end needs to come between
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range 200 {
			if _, err := k.Instantiate("g", "acme-g", Props{"target": "acme"}); err != nil {
				t.Error(err)
				return
			}
			ctx, gone := of("acme"), k.tenantOf("acme")
			var both sync.WaitGroup
			both.Go(func() {
				if _, err := kept.Get(ctx); err != nil && !errors.Is(err, ErrInstanceGone) {
					t.Errorf("acme: %v", err)
				}
			})
			both.Go(func() {
				if err := k.Remove(context.Background(), "acme-g"); err != nil {
					t.Error(err)
				}
				gone.end()
			})
			both.Wait()
			if _, err := kept.Get(ctx); !errors.Is(err, ErrInstanceGone) {
				t.Errorf("acme after its end: %v", err)
			}
			if _, err := kept.Get(of("globex")); err != nil {
				t.Errorf("globex: %v", err)
			}
		}
	}()
	select {
	case <-done:
	case <-time.After(time.Minute):
		t.Fatal("another tenant waits for ever")
	}
	kept.mu.Lock()
	defer kept.mu.Unlock()
	if len(kept.m) != 1 {
		t.Errorf("something of %d tenants is kept, want globex's alone", len(kept.m))
	}
}
