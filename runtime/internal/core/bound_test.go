package core

import (
	"context"
	"strconv"
	"testing"
	"time"
)

// Host code that is bound to a tenant reaches that tenant and shared components.
func TestForTenant(t *testing.T) {
	var state PerTenant[int]
	shared := greeterFactory("s", ScopeShared, func(m *Mount, g *greeter) {
		g.handler = func(ctx context.Context, name string) (string, error) {
			if _, err := state.Get(ctx); err != nil {
				return "", err
			}
			c, _ := CallerOf(ctx)
			return "shared for " + c.Tenant(), nil
		}
	}, func(s *FactorySpec) { s.Provides = []*ContractSpec{sharedContract} })
	k := booted(t, nil, []Factory{greeterFactory("g", ScopeTenant, nil), shared}, "g acme-g acme", "g globex-g globex", "s s1")
	acme, globex := HostClient[greetAPI](k, greetContract, "acme"), HostClient[greetAPI](k, greetContract, "globex")
	both := HostClient[greetAPI](k, sharedContract, "")
	ctx, err := ForTenant(context.Background(), "acme")
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time the clients are bound already
		if r, err := greet(acme, ctx, "x"); err != nil || r != "hello x from acme" {
			t.Errorf("its own tenant: %q, %v", r, err)
		}
		_, err = greet(globex, ctx, "x")
		wantErr(t, "another tenant by client", err, ErrNotFound)
		if r, err := greet(both, ctx, "x"); err != nil || r != "shared for acme" {
			t.Errorf("a shared component: %q, %v", r, err)
		}
	}
	bus := k.Bus()
	for _, name := range []string{"acme-g.greet", "greet.greet"} {
		if r, err := bus.Invoke(ctx, name, Params{"name": "x"}); err != nil || r != "hello x from acme" {
			t.Errorf("%s: %v, %v", name, r, err)
		}
	}
	_, absent := bus.Invoke(ctx, "greet.greet", Params{"target": "nobody"})
	_, foreign := bus.Invoke(ctx, "greet.greet", Params{"target": "globex"})
	wantErr(t, "an absent target", absent, ErrNotFound)
	wantErr(t, "a foreign target", foreign, ErrNotFound)
	if absent.Error() != foreign.Error() {
		t.Errorf("the text tells who exists:\n%v\n%v", absent, foreign)
	}
	_, err = bus.Invoke(ctx, "globex-g.greet", nil)
	wantErr(t, "a foreign instance", err, ErrNotFound)
	_, err = ForTenant(ctx, "globex")
	wantErr(t, "a second binding", err, ErrScope)
	for _, bad := range []string{"", "../acme", "ACME"} {
		_, err = ForTenant(context.Background(), bad)
		wantErr(t, "a bad name", err, ErrInvalid)
	}
	nobody, err := ForTenant(context.Background(), "nobody")
	if err != nil {
		t.Fatal(err)
	}
	_, err = greet(both, nobody, "x")
	wantErr(t, "a tenant that is not there, at a shared component", err, ErrNotFound)
}

// A shared component keeps something of a tenant of which nothing was active yet.
func TestPerTenantOfATenantThatSleeps(t *testing.T) {
	var state PerTenant[int]
	shared := greeterFactory("s", ScopeShared, func(m *Mount, g *greeter) {
		g.handler = func(ctx context.Context, name string) (string, error) {
			n, err := state.Get(ctx)
			if err != nil {
				return "", err
			}
			*n++
			return strconv.Itoa(*n), nil
		}
	}, func(s *FactorySpec) { s.Provides = []*ContractSpec{sharedContract} })
	k := booted(t, []Option{WithResidency(ResidencyPolicy{Default: Lazy})}, []Factory{greeterFactory("g", ScopeTenant, nil), shared}, "s s1")
	both := HostClient[greetAPI](k, sharedContract, "")
	ctx, err := ForTenant(t.Context(), "acme")
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time it is another acme
		_, err = greet(both, ctx, "x")
		wantErr(t, "a tenant that is not there", err, ErrNotFound)
		if _, err := k.Add(t.Context(), "g", "acme-g", Props{"target": "acme"}); err != nil {
			t.Fatal(err)
		}
		for n, call := range []func() (any, error){
			func() (any, error) { return greet(both, ctx, "x") },
			func() (any, error) { return k.Bus().Invoke(ctx, "s1.greet", Params{"name": "x"}) },
		} {
			if r, err := call(); err != nil || r != strconv.Itoa(n+1) {
				t.Errorf("call %d: %v, %v", n, r, err)
			}
		}
		if err := k.Remove(t.Context(), "acme-g"); err != nil {
			t.Fatal(err)
		}
	}
	kept := func() int {
		state.mu.Lock()
		defer state.mu.Unlock()
		return len(state.m)
	}
	for end := time.Now().Add(10 * time.Second); kept() != 0; time.Sleep(time.Millisecond) { // a tenant ends after the removal has returned
		if time.Now().After(end) {
			t.Fatalf("%d values are kept of tenants that are gone", kept())
		}
	}
}
