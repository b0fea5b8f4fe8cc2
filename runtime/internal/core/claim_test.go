package core

import (
	"context"
	"errors"
	"testing"
)

// A failure is no decision: who has an instance of its own behind a route is not handed to a shared one
// because that instance failed, waits or drains, whichever came first. Its removal is the decision.
func TestAnOwnInstanceIsNotReplacedByASharedOne(t *testing.T) {
	ctx := t.Context()
	broken := errors.New("no disk")
	for what, c := range map[string]struct {
		down func(k *Kernel, own *inst) error // nil for one that is down from boot on
		want error
	}{
		"failed at boot": {nil, ErrBusy},
		"failed": {func(k *Kernel, own *inst) error {
			return k.takeDown(ctx, own, StateFailed, new([]*inst))
		}, ErrBusy},
		"waiting": {func(k *Kernel, own *inst) error { return k.Remove(ctx, "acme-disk") }, ErrBusy},
		"drained": {func(k *Kernel, own *inst) error { return k.DrainInstance(ctx, "acme-own") }, ErrDraining},
	} {
		for _, first := range []bool{true, false} {
			when := what + ", the shared one was there before"
			if !first {
				when = what + ", the shared one comes later"
			}
			t.Run(when, func(t *testing.T) {
				healthy := c.down != nil
				disk := *sharedContract
				disk.Name = "disk"
				own := greeterFactory("own", ScopeTenant, func(_ *Mount, g *greeter) { g.greeting = "own" }, requires(NeedContract, "disk"), func(s *FactorySpec) {
					s.Activate = func(Body, context.Context) error {
						if !healthy {
							return broken
						}
						return nil
					}
				})
				user := greeterFactory("user", ScopeTenant, func(m *Mount, g *greeter) {
					g.peer = NewClient[greetAPI](m, greetContract)
					g.handler = func(ctx context.Context, name string) (string, error) { return greet(g.peer, ctx, name) }
				}, provides(sharedContract))
				shared := greeterFactory("board", ScopeShared, func(_ *Mount, g *greeter) {
					g.handler = func(context.Context, string) (string, error) { return "shared", nil }
				})
				k := New()
				if err := k.Discover(own, user, shared, greeterFactory("disk", ScopeTenant, nil, provides(&disk))); err != nil {
					t.Fatal(err)
				}
				add := func(component, name, target string) {
					t.Helper()
					p := Props{"target": target}
					if target == "" {
						p = nil
					}
					if _, err := k.Instantiate(component, name, p); err != nil {
						t.Fatal(err)
					}
				}
				add("disk", "acme-disk", "acme")
				add("own", "acme-own", "acme")
				add("user", "acme-user", "acme")
				add("user", "globex-user", "globex")
				if first {
					add("board", "board", "")
				}
				if err := k.Boot(ctx); err != nil && healthy {
					t.Fatal(err)
				}
				defer k.Shutdown(context.Background())
				asAcme, err := ForTenant(ctx, "acme")
				if err != nil {
					t.Fatal(err)
				}
				calls := func(what, want string, wanted error) {
					t.Helper()
					r, err := k.Bus().Invoke(ctx, "acme-user.greet", Params{"name": "x"})
					if wanted != nil {
						wantErr(t, what+", by client", err, wanted)
					} else if err != nil || r != want {
						t.Errorf("%s, by client: %v, %v, want %s", what, r, err, want)
					}
					r, err = k.Bus().Invoke(asAcme, "greet.greet", Params{"name": "x"})
					if wanted != nil {
						wantErr(t, what+", by name", err, wanted)
					} else if err != nil || r != want {
						t.Errorf("%s, by name: %v, %v, want %s", what, r, err, want)
					}
				}
				const mine = "own x from acme"
				if healthy {
					calls("while it is active", mine, nil)
					if err := c.down(k, k.exact.get("acme-own")); err != nil {
						t.Fatal(err)
					}
				}
				if !first {
					add("board", "board", "")
				}
				calls("while it is "+what, "", c.want)
				if r, err := k.Bus().Invoke(ctx, "globex-user.greet", Params{"name": "x"}); err != nil || r != "shared" {
					t.Errorf("a tenant without one of its own: %v, %v", r, err)
				}
				healthy = true
				if what == "waiting" {
					add("disk", "acme-disk", "acme")
				} else if err := k.Restart(ctx, "acme-own"); err != nil {
					t.Fatal(err)
				}
				calls("when it is back", mine, nil)
				if err := k.DrainInstance(ctx, "acme-own"); err != nil {
					t.Fatal(err)
				}
				if err := k.Remove(ctx, "acme-own"); err != nil {
					t.Fatal(err)
				}
				calls("when it is removed", "shared", nil)
			})
		}
	}
}

// Another instance of the tenant's own is a decision that was made: it serves, and when it goes the first
// one's state is what calls are told again.
func TestAnotherOwnInstanceServes(t *testing.T) {
	ctx := t.Context()
	k := booted(t, nil, []Factory{greeterFactory("g", ScopeTenant, nil), greeterFactory("board", ScopeShared, nil)}, "g a acme", "board board")
	asAcme, err := ForTenant(ctx, "acme")
	if err != nil {
		t.Fatal(err)
	}
	call := func() error { _, err := k.Bus().Invoke(asAcme, "greet.greet", nil); return err }
	if err := k.DrainInstance(ctx, "a"); err != nil {
		t.Fatal(err)
	}
	wantErr(t, "drained", call(), ErrDraining)
	if _, err := k.Add(ctx, "g", "b", Props{"target": "acme"}); err != nil {
		t.Fatal(err)
	}
	if r, err := k.Bus().Invoke(asAcme, "greet.greet", Params{"name": "x"}); err != nil || r != "hello x from acme" {
		t.Errorf("with another: %v, %v", r, err)
	}
	if err := k.Remove(ctx, "b"); err != nil {
		t.Fatal(err)
	}
	wantErr(t, "when that is gone", call(), ErrDraining)
	if _, err := k.Replace(ctx, "a", "", nil); err != nil {
		t.Fatal(err)
	}
	if err := call(); err != nil {
		t.Errorf("replaced: %v", err)
	}
}
