package core

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"
)

// soon fails when f does not return: what it waits for waits for it.
func soon(t *testing.T, what string, f func() error) {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- f() }()
	select {
	case err := <-done:
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
	case <-time.After(20 * time.Second):
		t.Fatalf("%s does not return", what)
	}
}

// ringFactories make a and b, each of which uses the other.
func ringFactories() []Factory {
	side := func(name, other string) Factory {
		return greeterFactory(name, ScopeTenant, func(m *Mount, g *greeter) {
			g.peer = NewClient[greetAPI](m, &ContractSpec{Name: other, Type: "core." + other, Methods: greetContract.Methods})
		}, func(s *FactorySpec) {
			s.Provides = []*ContractSpec{{Name: name, Type: "core." + name, Methods: greetContract.Methods}}
			s.Requires = []Requirement{{Field: "Peer", Kind: NeedContract, Name: other, Optional: name == "a"}}
		})
	}
	return []Factory{side("a", "b"), side("b", "a")}
}

// Two that use one another, which what is optional or dormant allows, go down, one of them or both at once.
func TestThoseWhoUseOneAnotherGoDown(t *testing.T) {
	ctx := context.Background()
	ring := func() *Kernel {
		k := booted(t, nil, ringFactories(), "a a1 acme", "b b1 acme")
		if _, err := k.Replace(ctx, "a1", "", nil); err != nil { // now it has the other
			t.Fatal(err)
		}
		k.mu.Lock()
		defer k.mu.Unlock()
		a, b := k.exact.get("a1"), k.exact.get("b1")
		if d := a.aside().deps; len(d) != 1 || d[0] != b || len(k.usersOf(a)) != 1 {
			t.Fatalf("they do not use one another: %v", d)
		}
		return k
	}
	for what, f := range map[string]func(k *Kernel) error{
		"Remove of one":       func(k *Kernel) error { return errors.Join(k.Remove(ctx, "a1"), k.Remove(ctx, "b1")) },
		"Remove of the other": func(k *Kernel) error { return errors.Join(k.Remove(ctx, "b1"), k.Remove(ctx, "a1")) },
		"Offboard":            func(k *Kernel) error { _, err := k.Offboard(ctx, "acme"); return err },
		"Shutdown":            func(k *Kernel) error { return k.Shutdown(ctx) },
		"Restart of one": func(k *Kernel) error {
			err := k.Restart(ctx, "a1")
			for _, name := range []string{"a1", "b1"} {
				if why := k.Why(name); why != "" {
					t.Error(why)
				}
			}
			return err
		},
	} {
		k := ring()
		soon(t, what, func() error { return f(k) })
	}
	for range 50 {
		k := ring()
		soon(t, "Remove of both at once", func() error {
			var wg sync.WaitGroup
			var errs [2]error
			for n, name := range []string{"a1", "b1"} {
				wg.Go(func() { errs[n] = k.Remove(ctx, name) })
			}
			wg.Wait()
			return errors.Join(errs[:]...)
		})
	}
}

// A hook of one that goes may call one that is dormant, for which there is no room but its own.
func TestAHookThatNeedsRoomIsNotItsOwnVictim(t *testing.T) {
	ctx := context.Background()
	var other Client[greetAPI]
	s := newShelf()
	f := virtualFactory("v", s, func(f *FactorySpec) {
		f.Deactivate = func(b Body, _ context.Context) error {
			if b.state().inst.name == "v-t0" {
				if _, err := greet(other, ctx, "x"); !errors.Is(err, ErrBusy) {
					t.Errorf("no room, and %v", err)
				}
			}
			return nil
		}
	})
	k := booted(t, []Option{WithResidency(ResidencyPolicy{Default: Lazy, Active: 1})}, []Factory{f}, tenants(2)...)
	other = HostClient[greetAPI](k, greetContract, "t1")
	if err := say(k, "t0"); err != nil {
		t.Fatal(err)
	}
	soon(t, "Remove", func() error { return k.Remove(ctx, "v-t0") })
}
