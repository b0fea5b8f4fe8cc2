package core

import (
	"context"
	"errors"
	"testing"
)

// A client belongs to the instance that was there when it was made, called or not.
func TestAClientThatWasNeverCalledMeetsNoSuccessor(t *testing.T) {
	ctx := context.Background()
	var access AdminAccess[greetAPI]
	admin := greeterFactory("a", ScopeAdmin, func(m *Mount, g *greeter) { access = NewAdminAccess[greetAPI](m, greetContract) },
		func(s *FactorySpec) { s.Provides = nil })
	k := booted(t, []Option{WithAudit(func(AuditEvent) {})}, []Factory{admin, greeterFactory("g", ScopeTenant, nil)}, "g acme-g acme", "a a1")
	clients := map[string]Client[greetAPI]{"host": HostClient[greetAPI](k, greetContract, "acme"), "admin": access.Target("acme")}
	early := HostClient[greetAPI](k, greetContract, "globex")
	if err := k.Remove(ctx, "acme-g"); err != nil {
		t.Fatal(err)
	}
	for _, n := range []string{"acme", "globex"} {
		if _, err := k.Add(ctx, "g", n+"-g", Props{"target": n}); err != nil {
			t.Fatal(err)
		}
	}
	for what, c := range clients {
		_, err := greet(c, Reason(ctx, "test"), "x")
		wantErr(t, what, err, ErrInstanceGone)
	}
	if _, err := greet(early, ctx, "x"); err != nil {
		t.Errorf("a client made before its instance: %v", err)
	}
}

// What an optional client called may go and be followed by another; a component
// with it is not mounted anew for that.
func TestAnOptionalClientFollows(t *testing.T) {
	ctx := context.Background()
	var c Client[greetAPI]
	mounts := 0
	user := greeterFactory("u", ScopeTenant, func(m *Mount, g *greeter) { c = NewClient[greetAPI](m, greetContract); mounts++ },
		func(s *FactorySpec) {
			s.Provides = nil
			s.Requires = []Requirement{{Field: "Greet", Kind: NeedContract, Name: "greet", Optional: true}}
		})
	k := booted(t, nil, []Factory{user, greeterFactory("g", ScopeTenant, nil)}, "u u1 acme")
	_, err := greet(c, ctx, "x")
	wantErr(t, "nobody yet", err, ErrNotFound)
	for _, name := range []string{"g1", "g2"} {
		if _, err := k.Add(ctx, "g", name, Props{"target": "acme"}); err != nil {
			t.Fatal(err)
		}
		if _, err := greet(c, ctx, "x"); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := k.Remove(ctx, name); err != nil {
			t.Fatal(err)
		}
		_, err := greet(c, ctx, "x")
		wantErr(t, "after "+name, err, ErrNotFound)
	}
	if mounts != 1 {
		t.Errorf("mounted %d times, want once", mounts)
	}
}

func TestErrorsOfClientsNameTheRunnable(t *testing.T) {
	ctx := context.Background()
	failing := greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) {
		g.handler = func(context.Context, string) (string, error) {
			panic(&Error{Code: CodeFailed, Path: "URL"}) // as an accessor does
		}
	})
	k := booted(t, nil, []Factory{failing}, "g acme-g acme", "g gone-g gone")
	gone := HostClient[greetAPI](k, greetContract, "gone")
	if err := k.Remove(ctx, "gone-g"); err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]Client[greetAPI]{
		"absent":            HostClient[greetAPI](k, greetContract, "nobody"),
		"removed":           gone,
		"a failed accessor": HostClient[greetAPI](k, greetContract, "acme"),
	} {
		_, err := greet(c, ctx, "x")
		var e *Error
		if !errors.As(err, &e) || e.Runnable != "greet.greet" {
			t.Errorf("%s: %v, want an error of greet.greet", what, err)
		}
	}
}

// Inside of a tenant's call a host's client tells nothing about others: neither
// whether they exist nor in which state they are.
func TestForeignTargetsLookAlikeThroughAHostClient(t *testing.T) {
	ctx := context.Background()
	var ask func(ctx context.Context)
	k := booted(t, nil, []Factory{
		greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) {
			g.handler = func(ctx context.Context, name string) (string, error) { ask(ctx); return "", nil }
		}),
		greeterFactory("w", ScopeTenant, nil, requires(NeedContract, "other"), func(s *FactorySpec) {
			s.Provides = []*ContractSpec{greetContract}
		}),
		greeterFactory("o", ScopeTenant, nil, func(s *FactorySpec) {
			s.Provides = []*ContractSpec{{Name: "other", Type: "core.other", Methods: greetContract.Methods}}
		}),
	}, "g acme-g acme", "g active-g active", "g gone-g gone", "o o1 waiting", "w w1 waiting")
	clients := map[string]Client[greetAPI]{}
	for _, target := range []string{"nobody", "active", "gone", "waiting"} {
		clients[target] = HostClient[greetAPI](k, greetContract, target)
	}
	for _, name := range []string{"gone-g", "o1"} {
		if err := k.Remove(ctx, name); err != nil {
			t.Fatal(err)
		}
	}
	ask = func(ctx context.Context) {
		_, want := greet(clients["nobody"], ctx, "x")
		wantErr(t, "absent", want, ErrNotFound)
		for target, c := range clients {
			if _, err := greet(c, ctx, "x"); err == nil || err.Error() != want.Error() {
				t.Errorf("%s: %v, want as for the absent one: %v", target, err, want)
			}
		}
	}
	if _, err := k.Bus().Invoke(ctx, "acme-g.greet", Params{"name": "x"}); err != nil {
		t.Fatal(err)
	}
	if _, err := greet(clients["waiting"], ctx, "x"); !errors.Is(err, ErrBusy) {
		t.Errorf("the host itself: %v, want that it waits", err)
	}
}

func TestTheZeroBusDenies(t *testing.T) {
	var b Bus
	_, err := b.Invoke(context.Background(), "a.b", nil)
	wantErr(t, "Invoke", err, ErrDenied)
	_, err = b.InvokeJSON(context.Background(), "a.b", nil)
	wantErr(t, "InvokeJSON", err, ErrDenied)
}

// Who waits for a failed instance waits for good, so the error names no time to retry.
func TestAFailedInstanceIsNotWorthWaitingFor(t *testing.T) {
	ctx := context.Background()
	k := New()
	failing := greeterFactory("g", ScopeTenant, nil, func(s *FactorySpec) {
		s.Activate = func(Body, context.Context) error { return errors.New("no disk") }
	})
	if err := k.Discover(failing); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Instantiate("g", "acme-g", Props{"target": "acme"}); err != nil {
		t.Fatal(err)
	}
	if err := k.Boot(ctx); err == nil {
		t.Error("Boot does not say that an activation failed")
	}
	_, err := k.Bus().Invoke(ctx, "acme-g.greet", nil)
	var e *Error
	if !errors.As(err, &e) || e.Code != CodeBusy || e.Retry != 0 {
		t.Errorf("got %v, want ErrBusy without a time", err)
	}
	if err := k.Shutdown(ctx); err != nil {
		t.Error(err)
	}
}

func TestTheZeroRefIsNobody(t *testing.T) {
	var r Ref
	if r.Name() != "" || r.Target() != "" || r.State() != 0 {
		t.Errorf("%q %q %v", r.Name(), r.Target(), r.State())
	}
}

// A logger is called while other failures are dealt with; its own stays in it.
func TestALoggerThatPanicsHurtsNobody(t *testing.T) {
	ctx := context.Background()
	bad := loggerFunc(func() { panic("disk full") })
	f := greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) {
		g.handler = func(context.Context, string) (string, error) { panic("boom") }
	})
	k := booted(t, []Option{WithLogger(bad)}, []Factory{f}, "g acme-g acme")
	_, err := k.Bus().Invoke(ctx, "acme-g.greet", Params{"name": "x"})
	wantErr(t, "the call", err, ErrPanic)
	if err := k.Remove(ctx, "acme-g"); err != nil {
		t.Errorf("the call is still counted in: %v", err)
	}
}

type loggerFunc func()

func (f loggerFunc) Log(context.Context, int, string, ...Attr) { f() }
