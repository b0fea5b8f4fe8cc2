package core

import (
	"context"
	"errors"
	"sync/atomic"
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

// Crossing tenants takes a reason also where an admin component acts for itself: its jobs and timers. A naive
// program asks who serves a request for one, and has nobody to ask in a job.
func TestAnAdminsJobsNeedAReason(t *testing.T) {
	type served struct{} // the key of a request in the context of what serves it
	type admin struct {
		job   func(f func(ctx context.Context))
		call  func(ctx context.Context) error
		lines *int // of the book
	}
	// silent is how many calls of jobs without a reason are made, and how many of those with one have no line of their own.
	silent := func(a admin) (n int) {
		t.Helper()
		for range 2 { // the second time a client is bound
			a.job(func(ctx context.Context) {
				err := a.call(ctx)
				if err == nil {
					n++
					return
				}
				wantErr(t, "a job without a reason", err, ErrDenied)
			})
			*a.lines = 0
			a.job(func(ctx context.Context) {
				if err := a.call(Reason(ctx, "nightly")); err != nil {
					t.Error(err)
				}
			})
			if *a.lines != 1 {
				n++
			}
		}
		return n
	}
	lines := 0
	naive := admin{func(f func(ctx context.Context)) { f(context.Background()) }, func(ctx context.Context) error {
		if ctx.Value(served{}) == nil {
			return nil // it is the program itself
		}
		if reasonOf(ctx) == "" {
			return ErrDenied
		}
		lines++
		return nil
	}, &lines}
	if err := naive.call(context.WithValue(context.Background(), served{}, true)); err == nil {
		t.Fatal("the naive program lets requests in without a reason")
	}
	if n := silent(naive); n != 4 {
		t.Fatalf("the naive program makes %d calls of 4 unseen, so that nothing is proved", n)
	}

	var access AdminAccess[greetAPI]
	visitor := greeterFactory("a", ScopeAdmin, func(m *Mount, g *greeter) {
		access = NewAdminAccess[greetAPI](m, greetContract)
	}, func(s *FactorySpec) { s.Provides = nil })
	var seen Caller
	tenant := greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) {
		g.handler = func(ctx context.Context, name string) (string, error) {
			seen, _ = CallerOf(ctx)
			return name, nil
		}
	})
	k := booted(t, []Option{WithAudit(func(AuditEvent) { lines++ })}, []Factory{visitor, tenant}, "a a1", "g acme-g acme")
	self := &k.exact.get("a1").live.Load().body.(*greeterInstance).self
	client := access.Target("acme")
	call := func(ctx context.Context) error {
		_, err := greet(client, ctx, "x")
		return err
	}
	for name, begin := range map[string]func(f func(ctx context.Context) error){
		"Go":    self.Go,
		"After": func(f func(ctx context.Context) error) { self.After(1, func(ctx context.Context) { _ = f(ctx) }) },
	} {
		job := func(f func(ctx context.Context)) {
			done := make(chan struct{})
			begin(func(ctx context.Context) error {
				defer close(done)
				f(ctx)
				return nil
			})
			<-done
		}
		if n := silent(admin{job, call, &lines}); n != 0 {
			t.Errorf("%s: %d calls are made unseen", name, n)
		}
		if seen.Tenant() != "acme" || seen.Component() != "a" {
			t.Errorf("%s: inside it is called by %q for %q", name, seen.Component(), seen.Tenant())
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

// A call across tenants that is denied, for want of a reason or of a book, brings nobody up: an activation is the tenant's code
// and its time, and nothing says why it ran.
func TestADeniedCallWakesNobody(t *testing.T) {
	woken := func(call func(k *Kernel, c Client[greetAPI]) error, opts ...Option) bool {
		t.Helper()
		var access AdminAccess[greetAPI]
		visitor := greeterFactory("a", ScopeAdmin, func(m *Mount, g *greeter) {
			access = NewAdminAccess[greetAPI](m, greetContract)
		}, func(s *FactorySpec) { s.Provides = nil })
		var up atomic.Int64
		lazy := greeterFactory("g", ScopeTenant, nil, func(s *FactorySpec) {
			s.Activate = func(Body, context.Context) error { up.Add(1); return nil }
		})
		k := booted(t, append(opts, WithResidency(ResidencyPolicy{Default: Lazy})), []Factory{visitor, lazy}, "a a1", "g acme-g acme")
		if err := call(k, access.Target("acme")); err != nil {
			wantErr(t, "a call", err, ErrDenied)
		}
		return up.Load() > 0
	}
	book := WithAudit(func(AuditEvent) {})
	if !woken(func(k *Kernel, c Client[greetAPI]) error { // asks when it knows whom it reaches
		b, err := k.awake(context.Background(), k.exact.get("acme-g"), 0)
		if err != nil {
			return err
		}
		defer b.leave(&b.first)
		return k.auditCall(context.Background(), &k.exact.get("a1").live.Load().self, "greet.greet", "acme")
	}, book) {
		t.Fatal("the naive way wakes nobody, so that nothing is proved")
	}
	if woken(func(_ *Kernel, c Client[greetAPI]) error { _, err := greet(c, context.Background(), "x"); return err }, book) {
		t.Error("a call without a reason wakes its tenant")
	}
	if woken(func(_ *Kernel, c Client[greetAPI]) error {
		_, err := greet(c, Reason(context.Background(), "to see"), "x")
		return err
	}) {
		t.Error("a call without a book wakes its tenant")
	}
}
