package core

import (
	"context"
	"errors"
	"testing"
)

// What holds calls of an instance back holds those of the body that follows it.
func TestAReplacementIsHeldAgainstTheSame(t *testing.T) {
	ctx := context.Background()
	conf := newMemoryConfig()
	k := limitedKernel(t, Limit{}, conf, echo)
	conf.must(t, "tenants.acme.sig.limit", "1/h,burst=1")
	if err := say(k, "acme"); err != nil {
		t.Fatal(err)
	}
	wantErr(t, "before", say(k, "acme"), ErrLimited)
	if _, err := k.Replace(ctx, "acme-g", "", nil); err != nil {
		t.Fatal(err)
	}
	wantErr(t, "after Replace", say(k, "acme"), ErrLimited)
	if err := say(k, "globex"); err != nil {
		t.Error(err)
	}

	full := limitedKernel(t, Limit{}, nil, echo, WithConcurrency(1))
	if _, err := full.Replace(ctx, "acme-g", "", nil); err != nil {
		t.Fatal(err)
	}
	if g := full.exact.get("acme-g").live.Load().guards.Load(); g&guardProcess == 0 {
		t.Errorf("the guards of a replaced body are %b, without the room in the process", g)
	}
}

// A tenant that is being offboarded answers nobody from outside, also when an instance
// of it gets another body before its purge hook is done.
func TestAReplacementIsSuspendedAsItsTenant(t *testing.T) {
	ctx := context.Background()
	broken := true
	f := greeterFactory("g", ScopeTenant, nil, func(s *FactorySpec) {
		s.Purge = func(Body, context.Context) error {
			if broken {
				return errors.New("not yet")
			}
			return nil
		}
	})
	k := booted(t, nil, []Factory{f}, "g acme-g acme")
	client := HostClient[greetAPI](k, greetContract, "acme")
	if _, err := k.Offboard(ctx, "acme"); err == nil {
		t.Fatal("a purge hook failed, and Offboard did not")
	}
	ask := func(when string) {
		t.Helper()
		_, err := greet(client, ctx, "x")
		wantErr(t, "a client, "+when, err, ErrDraining)
		wantErr(t, "by name, "+when, say(k, "acme"), ErrDraining)
	}
	ask("before")
	if _, err := k.Replace(ctx, "acme-g", "", nil); err != nil {
		t.Fatal(err)
	}
	ask("after Replace")
	broken = false
	if _, err := k.Offboard(ctx, "acme"); err != nil {
		t.Error(err)
	}
}

// A call by name that waited while its tenant's offboarding began is refused when it is let in.
func TestACallThatWaitedIsNotLetIntoASuspendedTenant(t *testing.T) {
	ctx := context.Background()
	up, mounted := make(chan struct{}), make(chan struct{})
	s := newShelf()
	f := virtualFactory("v", s, func(f *FactorySpec) {
		f.Activate = func(Body, context.Context) error {
			close(mounted)
			<-up
			return nil
		}
		f.Purge = func(Body, context.Context) error { return errors.New("not yet") }
	})
	k := booted(t, []Option{WithResidency(ResidencyPolicy{Default: Lazy})}, []Factory{f}, "v v-acme acme")
	called := make(chan error, 1)
	go func() {
		_, err := k.Bus().Invoke(ctx, "v-acme.greet", Params{"name": "x"})
		called <- err
	}()
	<-mounted
	i := k.exact.get("v-acme")
	k.mu.Lock()
	i.tenant.suspend() // as Offboard does, once it is marked
	k.mu.Unlock()
	close(up)
	wantErr(t, "a call that came before", <-called, ErrDraining)
	if flight, _ := i.live.Load().count(); flight != 0 {
		t.Errorf("%d calls are in flight", flight)
	}
}

// Crossing tenants takes a reason also where an admin component acts for itself: its jobs and timers.
func TestAnAdminsJobsNeedAReason(t *testing.T) {
	var access AdminAccess[greetAPI]
	admin := greeterFactory("a", ScopeAdmin, func(m *Mount, g *greeter) {
		access = NewAdminAccess[greetAPI](m, greetContract)
	}, func(s *FactorySpec) { s.Provides = nil })
	var seen Caller
	tenant := greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) {
		g.handler = func(ctx context.Context, name string) (string, error) {
			seen, _ = CallerOf(ctx)
			return name, nil
		}
	})
	lines := 0
	k := booted(t, []Option{WithAudit(func(AuditEvent) { lines++ })}, []Factory{admin, tenant}, "a a1", "g acme-g acme")
	job := func(f func(ctx context.Context)) {
		done := make(chan struct{})
		k.exact.get("a1").live.Load().body.(*greeterInstance).self.Go(func(ctx context.Context) error {
			defer close(done)
			f(ctx)
			return nil
		})
		<-done
	}
	client := access.Target("acme")
	for range 2 { // the second time the client is bound
		job(func(ctx context.Context) {
			_, err := greet(client, ctx, "x")
			wantErr(t, "a job without a reason", err, ErrDenied)
		})
		lines = 0
		job(func(ctx context.Context) {
			if _, err := greet(client, Reason(ctx, "nightly"), "x"); err != nil {
				t.Error(err)
			}
		})
		if lines != 1 {
			t.Errorf("%d audit lines of one call", lines)
		}
		if seen.Tenant() != "acme" || seen.Component() != "a" {
			t.Errorf("inside it is called by %q for %q", seen.Component(), seen.Tenant())
		}
	}
}

// What the host hands to a shared component acts for nobody: host code that got it back
// reaches no tenant with it, whatever client it has.
func TestAHostsCallOfASharedComponentIsNoTenants(t *testing.T) {
	ctx := context.Background()
	var acme Client[greetAPI]
	shared := greeterFactory("s", ScopeShared, func(m *Mount, g *greeter) {
		g.handler = func(ctx context.Context, name string) (string, error) { return greet(acme, ctx, name) }
	}, func(s *FactorySpec) { s.Provides = []*ContractSpec{sharedContract} })
	k := booted(t, nil, []Factory{greeterFactory("g", ScopeTenant, nil), shared}, "g acme-g acme", "s s1")
	acme = HostClient[greetAPI](k, greetContract, "acme")
	if _, err := greet(acme, ctx, "x"); err != nil { // it is bound
		t.Fatal(err)
	}
	_, err := greet(HostClient[greetAPI](k, sharedContract, ""), ctx, "x")
	wantErr(t, "by client", err, ErrNotFound)
	_, err = k.Bus().Invoke(ctx, "s1.greet", Params{"name": "x"})
	wantErr(t, "by name", err, ErrNotFound)
}

// A client that found its way into another tenant's call says nothing of its own tenant, and brings nothing up.
func TestAForeignClientSaysNothing(t *testing.T) {
	ctx := context.Background()
	s := newShelf()
	var stolen Client[greetAPI]
	front := &ContractSpec{Name: "front", Type: "core.front", Methods: greetContract.Methods}
	f := greeterFactory("f", ScopeTenant, func(m *Mount, g *greeter) {
		if g.Target() == "acme" {
			stolen = NewClient[greetAPI](m, greetContract)
		}
		g.handler = func(ctx context.Context, name string) (string, error) { return greet(stolen, ctx, name) }
	}, func(s *FactorySpec) { s.Provides = []*ContractSpec{front} })
	k := booted(t, nil, []Factory{virtualFactory("v", s), f}, "f f-acme acme", "f f-globex globex")
	if err := k.SetResidency(ctx, "v", "", Lazy); err != nil {
		t.Fatal(err)
	}
	steal := func() error {
		_, err := k.Bus().Invoke(ctx, "f-globex.greet", Params{"name": "x"})
		return err
	}
	absent := steal()
	wantErr(t, "there is none", absent, ErrScope)
	if _, err := k.Add(ctx, "v", "v-acme", Props{"target": "acme"}); err != nil {
		t.Fatal(err)
	}
	if dormant := steal(); dormant == nil || dormant.Error() != absent.Error() {
		t.Errorf("there is one: %v, want what it says when there is none: %v", dormant, absent)
	}
	if s.ups != 0 {
		t.Error("another tenant's call brought it up")
	}
}

// Limits hold for those, too, who were active before there was a provider of configuration.
func TestLimitsOfAProviderThatComesLater(t *testing.T) {
	ctx := context.Background()
	conf := newMemoryConfig()
	conf.values["tenants.acme.sig.limit"] = "1/h,burst=1"
	shared := greeterFactory("s", ScopeShared, nil, func(s *FactorySpec) { s.Provides = []*ContractSpec{sharedContract} })
	k := booted(t, nil, []Factory{greeterFactory("g", ScopeTenant, nil), shared}, "g acme-g acme", "s s1")
	if err := say(k, "acme"); err != nil {
		t.Fatal(err)
	}
	if err := k.Discover(conf.factory()); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Add(ctx, "config", "config", nil); err != nil {
		t.Fatal(err)
	}
	if err := say(k, "acme"); err != nil {
		t.Errorf("the first call below the limit: %v", err)
	}
	wantErr(t, "the second", say(k, "acme"), ErrLimited)
	forAcme, err := ForTenant(ctx, "acme")
	if err != nil {
		t.Fatal(err)
	}
	_, err = k.Bus().Invoke(forAcme, "s1.greet", Params{"name": "x"})
	wantErr(t, "a shared component, for acme", err, ErrLimited)
}
