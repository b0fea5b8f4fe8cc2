package core

import (
	"context"
	"testing"
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
