package core

import (
	"context"
	"errors"
	"testing"
)

// Who waited for what a new body offers comes up with it.
func TestReplaceWakesWhoWaited(t *testing.T) {
	ctx := context.Background()
	other := &ContractSpec{Name: "other", Type: "core.other", Methods: greetContract.Methods}
	broken := errors.New("no database")
	k := New()
	if err := k.Discover(
		greeterFactory("v1", ScopeTenant, nil, func(s *FactorySpec) { s.Activate = func(Body, context.Context) error { return broken } }),
		greeterFactory("v2", ScopeTenant, nil, func(s *FactorySpec) { s.Provides = []*ContractSpec{greetContract, other} }),
		greeterFactory("w", ScopeTenant, nil, requires(NeedContract, "greet"), func(s *FactorySpec) { s.Provides = nil }),
		greeterFactory("x", ScopeTenant, nil, requires(NeedContract, "other"), func(s *FactorySpec) { s.Provides = nil }),
	); err != nil {
		t.Fatal(err)
	}
	for _, i := range [][2]string{{"v1", "g"}, {"w", "w"}, {"x", "x"}} {
		if _, err := k.Instantiate(i[0], i[1], Props{"target": "acme"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := k.Boot(ctx); !errors.Is(err, broken) {
		t.Fatal(err)
	}
	defer func() { _ = k.Shutdown(ctx) }()
	if k.Why("w") == "" || k.Why("x") == "" {
		t.Fatal("nobody waits")
	}
	if _, err := k.Replace(ctx, "g", "v2", nil); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"w", "x"} {
		if why := k.Why(name); why != "" {
			t.Error(why)
		}
	}
}

// Whoever was activated is deactivated, also when it never served: what it requires went meanwhile.
func TestWhatWasActivatedIsDeactivated(t *testing.T) {
	ctx := context.Background()
	activating, up := make(chan struct{}), make(chan struct{})
	ups, downs := 0, 0
	k := booted(t, nil, []Factory{
		greeterFactory("g", ScopeTenant, nil),
		greeterFactory("w", ScopeTenant, nil, requires(NeedContract, "greet"), func(s *FactorySpec) {
			s.Provides = nil
			s.Activate = func(Body, context.Context) error {
				if ups++; ups == 1 {
					close(activating)
					<-up
				}
				return nil
			}
			s.Deactivate = func(Body, context.Context) error { downs++; return nil }
		}),
	}, "g acme-g acme")
	added := make(chan error, 1)
	go func() {
		_, err := k.Add(ctx, "w", "w1", Props{"target": "acme"})
		added <- err
	}()
	<-activating
	removed := make(chan error, 1)
	go func() { removed <- k.Remove(ctx, "acme-g") }()
	for k.exact.get("acme-g").available() {
		k.Status() // until the removal has begun
	}
	close(up)
	if err := errors.Join(<-added, <-removed); err != nil {
		t.Fatal(err)
	}
	if s := State(k.exact.get("w1").status.Load()); s != StateWaiting || ups != 1 || downs != 1 {
		t.Errorf("it is %v, was activated %d times and deactivated %d times", s, ups, downs)
	}
}
