package core

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

// What sigen would generate for a component with one runnable, by hand.

type greetAPI interface {
	Greet(ctx context.Context, name string) (string, error)
}

type greeter struct {
	Instance
	greeting string
	peer     Client[greetAPI]
	handler  func(ctx context.Context, name string) (string, error)
}

func (g *greeter) Greet(ctx context.Context, name string) (string, error) {
	if g.handler != nil {
		return g.handler(ctx, name)
	}
	return g.greeting + " " + name + " from " + g.Target(), nil
}

type greeterInstance struct {
	Mounted
	self greeter
}

func decodeName(d *codec.Decoder) (name string) {
	for key := d.Object(); key != nil; key = d.NextKey() {
		switch string(key) {
		case "name":
			name = d.String()
		default:
			d.Unknown(key, []string{"name"})
		}
	}
	return name
}

var greetContract = &ContractSpec{Name: "greet", Type: "core.greetAPI", Methods: []Method{{
	Name: "greet",
	Call: func(ctx context.Context, self any, d *codec.Decoder) (any, error) {
		name := decodeName(d)
		if err := d.Finish(); err != nil {
			return nil, err
		}
		return self.(greetAPI).Greet(ctx, name)
	},
	CallJSON: func(ctx context.Context, self any, d *codec.Decoder, dst []byte) ([]byte, error) {
		name := decodeName(d)
		if err := d.Finish(); err != nil {
			return dst, err
		}
		r, err := self.(greetAPI).Greet(ctx, name)
		if err != nil {
			return dst, err
		}
		return codec.AppendString(dst, r), nil
	},
}, {
	Name:    "slow",
	Timeout: 5 * time.Millisecond,
	Call: func(ctx context.Context, self any, d *codec.Decoder) (any, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	},
}}}

type greeterOption func(*FactorySpec)

func greeterFactory(component string, scope ScopeKind, make func(m *Mount, g *greeter), opts ...greeterOption) Factory {
	s := FactorySpec{
		Component: component, Type: "core." + component, Scope: scope,
		Provides: []*ContractSpec{greetContract},
		New: func(m *Mount) Body {
			b := new(greeterInstance)
			Attach(m, &b.self.Instance, b)
			b.self.greeting = "hello"
			if make != nil {
				make(m, &b.self)
			}
			return b
		},
		Self: func(b Body) any { return &b.(*greeterInstance).self },
	}
	for _, o := range opts {
		o(&s)
	}
	return NewFactory(s)
}

// greet is what a generated client method does.
func greet(c Client[greetAPI], ctx context.Context, name string) (r string, err error) {
	var call Call[greetAPI]
	if err := c.Begin(ctx, &call, 0); err != nil {
		return "", err
	}
	defer call.End(&err)
	return call.Impl.Greet(call.Ctx, name)
}

func booted(t *testing.T, opts []Option, fs []Factory, instances ...string) *Kernel {
	t.Helper()
	k := New(opts...)
	if err := k.Discover(fs...); err != nil {
		t.Fatal(err)
	}
	for _, spec := range instances { // "component name target"
		f := strings.Fields(spec)
		p := Props{}
		if len(f) == 3 {
			p["target"] = f[2]
		}
		if _, err := k.Instantiate(f[0], f[1], p); err != nil {
			t.Fatal(err)
		}
	}
	if err := k.Boot(context.Background()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := k.Shutdown(ctx); err != nil {
			t.Error(err)
		}
	})
	return k
}

func wantErr(t *testing.T, what string, err, target error) {
	t.Helper()
	if !errors.Is(err, target) {
		t.Errorf("%s: got error %v, want %v", what, err, target)
	}
}

func TestRoutesByInstanceByTargetAndByClient(t *testing.T) {
	k := booted(t, nil, []Factory{greeterFactory("g", ScopeTenant, nil)}, "g acme-g acme", "g globex-g globex")
	ctx := context.Background()
	want := "hello bob from globex"
	for name, call := range map[string]func() (any, error){
		"exact": func() (any, error) { return k.Bus().Invoke(ctx, "globex-g.greet", Params{"name": "bob"}) },
		"route": func() (any, error) {
			return k.Bus().Invoke(ctx, "greet.greet", Params{"name": "bob", "target": "globex"})
		},
		"client": func() (any, error) { return greet(HostClient[greetAPI](k, greetContract, "globex"), ctx, "bob") },
	} {
		if got, err := call(); err != nil || got != want {
			t.Errorf("%s: got %v, %v, want %q", name, got, err, want)
		}
	}
	out, err := k.Bus().InvokeJSON(ctx, "greet.greet", []byte(`{"target":"globex","name":"bob"}`))
	if err != nil || string(out) != `"`+want+`"` {
		t.Errorf("JSON: got %s, %v", out, err)
	}
	_, err = k.Bus().Invoke(ctx, "globex-g.greet", Params{"target": "acme"})
	wantErr(t, "a target that disagrees", err, ErrInvalid)
	_, err = k.Bus().Invoke(ctx, "greet.greet", Params{"name": "bob", "target": "nobody"})
	wantErr(t, "an absent target", err, ErrNotFound)
	_, err = k.Bus().Invoke(ctx, "greet.greet", Params{"name": "bob"})
	wantErr(t, "no target", err, ErrNotFound)
	_, err = k.Bus().Invoke(ctx, "greet.greet", Params{"nome": "bob", "target": "acme"})
	wantErr(t, "a wrong key", err, ErrInvalid)
	var e *Error
	if errors.As(err, &e); e == nil || e.Path != "nome" || !strings.Contains(e.Expected, "name") {
		t.Errorf("a wrong key: %#v, want its path and the nearest name", e)
	}
}

func TestTenantCannotReachAnother(t *testing.T) {
	var bus *Bus
	var absent, foreign, exact, own error
	f := greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) {
		g.handler = func(ctx context.Context, name string) (string, error) {
			if name != "attack" {
				return "fine", nil
			}
			// The context of the call says who acts, whatever object the code got hold of.
			me := (&g.Instance).mounted().ctx()
			_, absent = bus.Invoke(me, "greet.greet", Params{"target": "nobody"})
			_, foreign = bus.Invoke(me, "greet.greet", Params{"target": "globex"})
			_, exact = bus.Invoke(me, "globex-g.greet", nil)
			_, own = bus.Invoke(me, "greet.greet", Params{"name": "x"})
			return "", nil
		}
	})
	k := booted(t, nil, []Factory{f}, "g acme-g acme", "g globex-g globex")
	bus = k.Bus()
	if _, err := bus.Invoke(context.Background(), "acme-g.greet", Params{"name": "attack"}); err != nil {
		t.Fatal(err)
	}
	if own != nil {
		t.Errorf("its own route: %v", own)
	}
	wantErr(t, "an absent target", absent, ErrNotFound)
	wantErr(t, "a foreign target", foreign, ErrNotFound)
	wantErr(t, "a foreign instance", exact, ErrNotFound)
	if absent.Error() != foreign.Error() {
		t.Errorf("the text tells who exists:\n%v\n%v", absent, foreign)
	}
}

// The context of a call that the host or an admin component made is bound to the
// tenant that it entered: whoever got hold of the host's own objects gains nothing by it.
func TestTheHostsContextIsBoundInsideACall(t *testing.T) {
	var k *Kernel
	var errs map[string]error
	var inside Caller
	f := greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) {
		g.handler = func(ctx context.Context, name string) (string, error) {
			if name != "attack" {
				return g.Target(), nil
			}
			inside, _ = CallerOf(ctx)
			errs = map[string]error{}
			_, errs["bus, target"] = k.Bus().Invoke(ctx, "greet.greet", Params{"target": "globex"})
			_, errs["bus, instance"] = k.Bus().Invoke(ctx, "globex-g.greet", nil)
			_, errs["host client"] = greet(HostClient[greetAPI](k, greetContract, "globex"), ctx, "x")
			_, errs["admin instance"] = k.Bus().Invoke(ctx, "a1.greet", nil)
			_, errs["forged reason"] = k.Bus().Invoke(Reason(ctx, "why not"), "globex-g.greet", nil)
			if r, err := greet(HostClient[greetAPI](k, greetContract, "acme"), ctx, "x"); err != nil || r != "acme" {
				t.Errorf("its own tenant: %q, %v", r, err)
			}
			return "", nil
		}
	})
	var access AdminAccess[greetAPI]
	admin := greeterFactory("a", ScopeAdmin, func(m *Mount, g *greeter) { access = NewAdminAccess[greetAPI](m, greetContract) },
		func(s *FactorySpec) {
			s.Provides = []*ContractSpec{{Name: "a", Type: "core.a", Methods: greetContract.Methods}}
		})
	k = booted(t, []Option{WithAudit(func(AuditEvent) {})}, []Factory{f, admin}, "g acme-g acme", "g globex-g globex", "a a1")
	ctx := context.Background()
	for by, call := range map[string]func() error{
		"host by bus": func() error { _, err := k.Bus().Invoke(ctx, "acme-g.greet", Params{"name": "attack"}); return err },
		"host by client": func() error {
			_, err := greet(HostClient[greetAPI](k, greetContract, "acme"), ctx, "attack")
			return err
		},
		"admin": func() error { _, err := greet(access.Target("acme"), Reason(ctx, "support"), "attack"); return err },
	} {
		if err := call(); err != nil {
			t.Fatalf("%s: %v", by, err)
		}
		if inside.Tenant() != "acme" {
			t.Errorf("%s: inside, the caller is of %q", by, inside.Tenant())
		}
		for what, err := range errs {
			wantErr(t, by+": "+what, err, ErrNotFound)
		}
	}
}

// permissive is a handle as it is easily written: what is not set is not checked.
type permissive struct{ tenant string }

var everything = map[string]string{} // by tenant and key

func (p permissive) reach(key string) (map[string]string, error) {
	if owner, _, _ := strings.Cut(key, "/"); p.tenant != "" && owner != p.tenant {
		return nil, ErrScope
	}
	return everything, nil
}

func (p permissive) Get(_ context.Context, key string) ([]byte, error) {
	all, err := p.reach(key)
	return []byte(all[key]), err
}

func (p permissive) Put(_ context.Context, key string, data []byte) error {
	all, err := p.reach(key)
	if err == nil {
		all[key] = string(data)
	}
	return err
}

func (p permissive) Delete(_ context.Context, key string) error {
	all, err := p.reach(key)
	delete(all, key)
	return err
}

func (p permissive) List(_ context.Context, prefix string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		all, err := p.reach(prefix)
		for key := range all {
			if strings.HasPrefix(key, prefix) && !yield(key, err) {
				return
			}
		}
	}
}

// useZero is what a component does with the zero value of a handle that it was never given, to the
// keys of another tenant. It returns how each attempt went.
func useZero(store interface {
	Get(ctx context.Context, key string) ([]byte, error)
	Put(ctx context.Context, key string, data []byte) error
	Delete(ctx context.Context, key string) error
	List(ctx context.Context, prefix string) iter.Seq2[string, error]
}) map[string]error {
	ctx := context.Background()
	attempts := map[string]error{"put": store.Put(ctx, "acme/k", []byte("x")), "list": errors.New("nothing was listed")}
	_, attempts["get"] = store.Get(ctx, "acme/k")
	for _, err := range store.List(ctx, "acme/") {
		attempts["list"] = err
	}
	attempts["delete"] = store.Delete(ctx, "acme/k")
	return attempts
}

// What nobody minted denies. Handles that check what they were given reach everybody when they were
// given nothing.
func TestZeroValuesDeny(t *testing.T) {
	for how, err := range useZero(permissive{}) {
		if err != nil {
			t.Fatalf("a handle that checks what is set fails at %s, so that nothing is proved: %v", how, err)
		}
	}
	for how, err := range useZero(Storage{}) {
		wantErr(t, "zero storage "+how, err, ErrDenied)
	}
	ctx := context.Background()
	_, err := greet(Client[greetAPI]{}, ctx, "x")
	wantErr(t, "zero client", err, ErrDenied)
	_, err = greet(AdminAccess[greetAPI]{}.Target("acme"), ctx, "x")
	wantErr(t, "zero admin access", err, ErrDenied)
	_, err = greet(HostClient[greetAPI](nil, greetContract, "acme"), ctx, "x")
	wantErr(t, "host client without a kernel", err, ErrDenied)
	_, err = Credentials{}.Get(ctx, "k")
	wantErr(t, "zero credentials", err, ErrDenied)
	_, err = HTTP{}.Do(ctx, HTTPRequest{URL: "https://example.org/"})
	wantErr(t, "zero way outside", err, ErrDenied)
	if got := (Config{}).String("k", "def"); got != "def" {
		t.Errorf("zero config: %q", got)
	}
	wantErr(t, "zero scope", Scope{}.Err(), ErrDenied)
	var p PerTenant[int]
	_, err = p.Get(ctx)
	wantErr(t, "PerTenant outside a call", err, ErrDenied)
	wantErr(t, "publish without a kernel", new(Instance).Publish(ctx, "a.b", nil), ErrDenied)
	k := New()
	_, err = k.Bus().Invoke(ctx, "a.b", nil)
	wantErr(t, "a kernel that is not booted", err, ErrDenied)
	wantErr(t, "the zero factory", k.Discover(Factory{}), ErrInvalid)
	_, err = Require(k, Contract[greetAPI]{})
	wantErr(t, "the zero contract", err, ErrInvalid)
	if h := Handle[Storage](nil, "F", false, false); h.h != nil {
		t.Error("a handle without a mount")
	}
	if h := Handle[Storage](&Mount{}, "F", false, false); h.h != nil {
		t.Error("a handle from a zero mount")
	}
}

func TestMountIsDeadAfterwards(t *testing.T) {
	var kept *Mount
	f := greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) { kept = m })
	booted(t, nil, []Factory{f}, "g acme-g acme")
	if c := NewClient[greetAPI](kept, greetContract); c.c != nil {
		t.Error("a dead mount minted a client")
	}
	var in Instance
	Attach(kept, &in, new(greeterInstance))
	if in.st != nil {
		t.Error("a dead mount attached a body")
	}
}

func TestRemovedAndRecreatedAreNotConfused(t *testing.T) {
	ctx := context.Background()
	k := booted(t, nil, []Factory{greeterFactory("g", ScopeTenant, nil)}, "g acme-g acme")
	c := HostClient[greetAPI](k, greetContract, "acme")
	if _, err := greet(c, ctx, "x"); err != nil {
		t.Fatal(err)
	}
	if err := k.Remove(ctx, "acme-g"); err != nil {
		t.Fatal(err)
	}
	_, err := greet(c, ctx, "x")
	wantErr(t, "a kept client", err, ErrInstanceGone)
	_, err = k.Bus().Invoke(ctx, "greet.greet", Params{"target": "acme"})
	wantErr(t, "the route of a removed instance", err, ErrNotFound)
	if got := k.Components(); len(got) != 1 {
		t.Errorf("components after the last instance went: %v", got)
	}
	if _, err := k.Add(ctx, "g", "acme-g", Props{"target": "acme"}); err != nil {
		t.Fatal(err)
	}
	_, err = greet(c, ctx, "x")
	wantErr(t, "a kept client meets the successor", err, ErrInstanceGone)
	if _, err := greet(HostClient[greetAPI](k, greetContract, "acme"), ctx, "x"); err != nil {
		t.Errorf("a new client: %v", err)
	}
}

func TestAHandleDiesWithItsOwner(t *testing.T) {
	ctx := context.Background()
	var kept Client[greetAPI]
	var access AdminAccess[greetAPI]
	user := greeterFactory("u", ScopeTenant, func(m *Mount, g *greeter) { kept = NewClient[greetAPI](m, greetContract) },
		requires(NeedContract, "greet"), func(s *FactorySpec) { s.Provides = nil })
	admin := greeterFactory("a", ScopeAdmin, func(m *Mount, g *greeter) { access = NewAdminAccess[greetAPI](m, greetContract) },
		func(s *FactorySpec) { s.Provides = nil })
	k := booted(t, []Option{WithAudit(func(AuditEvent) {})}, []Factory{user, admin, greeterFactory("g", ScopeTenant, nil)}, "g g1 acme", "u u1 acme", "a a1")
	target := access.Target("acme")
	for what, c := range map[string]Client[greetAPI]{"client": kept, "admin client": target} {
		if _, err := greet(c, Reason(ctx, "test"), "x"); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	for _, name := range []string{"u1", "a1"} {
		if err := k.Remove(ctx, name); err != nil {
			t.Fatal(err)
		}
	}
	for what, c := range map[string]Client[greetAPI]{"client": kept, "admin client": target, "admin access": access.Target("acme")} {
		_, err := greet(c, Reason(ctx, "test"), "x")
		wantErr(t, what+" of an owner that was removed", err, ErrInstanceGone)
	}
}

// A component's client calls as that component, whoever called the component.
func TestAClientCallsAsItsOwner(t *testing.T) {
	ctx := context.Background()
	front := greeterFactory("front", ScopeTenant, func(m *Mount, g *greeter) {
		g.peer = NewClient[greetAPI](m, greetContract)
		g.handler = func(ctx context.Context, name string) (string, error) { return greet(g.peer, ctx, name) }
	}, requires(NeedContract, "greet"), func(s *FactorySpec) {
		s.Provides = []*ContractSpec{{Name: "front", Type: "core.front", Methods: greetContract.Methods}}
	})
	back := greeterFactory("back", ScopeTenant, func(m *Mount, g *greeter) {
		g.handler = func(ctx context.Context, name string) (string, error) {
			c, _ := CallerOf(ctx)
			return c.Kind() + " " + c.Tenant() + " " + c.Instance(), nil
		}
	})
	k := booted(t, nil, []Factory{front, back}, "back b1 acme", "front f1 acme")
	if got, err := k.Bus().Invoke(ctx, "f1.greet", nil); err != nil || got != "tenant acme f1" {
		t.Errorf("through the front: %v, %v", got, err)
	}
	if got, err := k.Bus().Invoke(ctx, "b1.greet", nil); err != nil || got != "host acme " {
		t.Errorf("by the host: %v, %v", got, err)
	}
}

func TestRemoveDrains(t *testing.T) {
	in, out := make(chan struct{}), make(chan struct{})
	f := greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) {
		g.handler = func(ctx context.Context, name string) (string, error) {
			if name == "block" {
				close(in)
				<-out
			}
			return "done", nil
		}
	})
	ctx := context.Background()
	k := booted(t, nil, []Factory{f}, "g acme-g acme")
	c := HostClient[greetAPI](k, greetContract, "acme")
	var wg sync.WaitGroup
	wg.Go(func() {
		if r, err := greet(c, ctx, "block"); err != nil || r != "done" {
			t.Errorf("the accepted call: %q, %v", r, err)
		}
	})
	<-in
	removed := make(chan error)
	go func() { removed <- k.Remove(ctx, "acme-g") }()
	for {
		_, err := greet(c, ctx, "x")
		if err == nil {
			continue // the drain has not begun
		}
		wantErr(t, "a call during the drain", err, ErrDraining)
		var e *Error
		if errors.As(err, &e); e.Retry <= 0 {
			t.Error("no retry hint")
		}
		break
	}
	close(out)
	if err := <-removed; err != nil {
		t.Error(err)
	}
	wg.Wait()
}

func TestPanicsAndTimeoutsAreErrorsOfTheirCaller(t *testing.T) {
	f := greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) {
		g.handler = func(ctx context.Context, name string) (string, error) {
			if name == "panic" {
				panic("boom")
			}
			return "fine", nil
		}
	})
	ctx := context.Background()
	k := booted(t, nil, []Factory{f}, "g acme-g acme")
	_, err := k.Bus().Invoke(ctx, "acme-g.greet", Params{"name": "panic"})
	wantErr(t, "panic", err, ErrPanic)
	if !strings.Contains(err.Error(), "boom") {
		t.Errorf("the panic's text is lost: %v", err)
	}
	_, err = k.Bus().Invoke(ctx, "acme-g.slow", nil)
	wantErr(t, "timeout", err, ErrTimeout)
	wantErr(t, "timeout", err, context.DeadlineExceeded)
	if r, err := k.Bus().Invoke(ctx, "acme-g.greet", nil); err != nil || r != "fine" {
		t.Errorf("after the panic: %v, %v", r, err)
	}
	s := k.Status().Instances[0]
	if s.Calls != 3 || s.Errors != 2 {
		t.Errorf("calls %d, errors %d, want 3 and 2", s.Calls, s.Errors)
	}
}

func TestAdminNeedsReasonAndAudit(t *testing.T) {
	ctx := context.Background()
	var access AdminAccess[greetAPI]
	admin := greeterFactory("a", ScopeAdmin, func(m *Mount, g *greeter) {
		access = NewAdminAccess[greetAPI](m, greetContract)
	}, func(s *FactorySpec) { s.Provides = nil })
	tenant := greeterFactory("g", ScopeTenant, nil)

	var lines []AuditEvent
	k := booted(t, []Option{WithAudit(func(e AuditEvent) {
		if e.Why == "sink fails" {
			panic("disk full")
		}
		lines = append(lines, e)
	})}, []Factory{admin, tenant}, "a a1", "g acme-g acme")
	_, err := greet(access.Target("acme"), ctx, "x")
	wantErr(t, "without a reason", err, ErrDenied)
	_, err = greet(access.Target("acme"), Reason(ctx, "sink fails"), "x")
	wantErr(t, "a failing sink", err, ErrDenied)
	if _, err := greet(access.Target("acme"), Reason(ctx, "support 42"), "x"); err != nil {
		t.Fatal(err)
	}
	if len(lines) != 1 || lines[0].Why != "support 42" || lines[0].Target != "acme" || lines[0].Caller.Component() != "a" || lines[0].Runnable != "greet.greet" {
		t.Errorf("audit lines: %+v", lines)
	}
	_ = k

	silent := booted(t, nil, []Factory{admin, tenant}, "a a1", "g acme-g acme")
	_ = silent
	_, err = greet(access.Target("acme"), Reason(ctx, "why"), "x")
	wantErr(t, "without a sink", err, ErrDenied)

	var stolen AdminAccess[greetAPI]
	sneaky := greeterFactory("s", ScopeTenant, func(m *Mount, g *greeter) { stolen = NewAdminAccess[greetAPI](m, greetContract) })
	k2 := New()
	if err := k2.Discover(sneaky); err != nil {
		t.Fatal(err)
	}
	if _, err := k2.Instantiate("s", "s1", Props{"target": "acme"}); err != nil {
		t.Fatal(err)
	}
	wantErr(t, "a tenant that asks for admin access", k2.Boot(ctx), ErrDenied)
	if stolen.k != nil {
		t.Error("the access was minted all the same")
	}
	if err := k2.Shutdown(ctx); err != nil {
		t.Error(err)
	}
}

func TestSharedCallsOnwardAsItsCaller(t *testing.T) {
	ctx := context.Background()
	var state PerTenant[int]
	tenant := greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) {
		g.peer = NewClient[greetAPI](m, sharedContract)
		g.handler = func(ctx context.Context, name string) (string, error) {
			if name == "via" {
				return greet(g.peer, ctx, "ask")
			}
			c, _ := CallerOf(ctx)
			return g.Target() + " called by " + c.Kind() + " of " + c.Tenant(), nil
		}
	}, requires(NeedContract, "shared"))
	shared := greeterFactory("s", ScopeShared, func(m *Mount, g *greeter) {
		g.peer = NewClient[greetAPI](m, greetContract)
		g.handler = func(ctx context.Context, name string) (string, error) {
			n, err := state.Get(ctx)
			if err != nil {
				return "", err
			}
			*n++
			return greet(g.peer, ctx, fmt.Sprint(*n))
		}
	}, func(s *FactorySpec) { s.Provides = []*ContractSpec{sharedContract} })
	k := booted(t, nil, []Factory{tenant, shared}, "g acme-g acme", "g globex-g globex", "s s1")
	for _, target := range []string{"acme", "globex"} {
		got, err := k.Bus().Invoke(ctx, target+"-g.greet", Params{"name": "via"})
		if want := target + " called by tenant of " + target; err != nil || got != want {
			t.Errorf("got %v, %v, want %q", got, err, want)
		}
	}
	if len(state.m) != 2 {
		t.Errorf("%d tenants kept, want 2", len(state.m))
	}
	_, err := k.Bus().Invoke(ctx, "s1.greet", Params{"name": "ask"})
	wantErr(t, "a shared component outside a tenant's call", err, ErrDenied)
	if err := k.Remove(ctx, "acme-g"); err != nil {
		t.Fatal(err)
	}
	for range 1000 { // the tenant's end is told on its own goroutine
		state.mu.Lock()
		n := len(state.m)
		state.mu.Unlock()
		if n == 1 {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Error("what belonged to a removed tenant is still there")
}

var sharedContract = &ContractSpec{Name: "shared", Type: "core.shared", Methods: greetContract.Methods}

func requires(kind NeedKind, name string) greeterOption {
	return func(s *FactorySpec) {
		s.Requires = append(s.Requires, Requirement{Field: "Peer", Kind: kind, Name: name})
	}
}

func TestWaitsForWhatIsMissingAndSaysWhy(t *testing.T) {
	ctx := context.Background()
	user := greeterFactory("u", ScopeTenant, nil, requires(NeedContract, "shared"))
	shared := greeterFactory("s", ScopeShared, nil, func(s *FactorySpec) { s.Provides = []*ContractSpec{sharedContract} })
	k := booted(t, nil, []Factory{user, shared}, "u u1 acme")
	if why := k.Why("u1"); !strings.Contains(why, `Peer needs an instance behind route "shared"`) {
		t.Errorf("why: %q", why)
	}
	_, err := k.Bus().Invoke(ctx, "u1.greet", nil)
	wantErr(t, "a call to one that waits", err, ErrBusy)
	ref, err := k.Add(ctx, "s", "s1", nil)
	if err != nil || ref.State() != StateActive {
		t.Fatal(ref, err)
	}
	if why := k.Why("u1"); why != "" {
		t.Errorf("still waits: %q", why)
	}
	if err := k.Remove(ctx, "s1"); err != nil {
		t.Fatal(err)
	}
	if why := k.Why("u1"); why == "" {
		t.Error("its requirement left, and it stayed")
	}
	if ref.State() != StateRemoved {
		t.Errorf("state %v", ref.State())
	}
}

func TestOwnershipEndsWithTheInstance(t *testing.T) {
	ctx := context.Background()
	ended := make(chan string, 4)
	fired := make(chan struct{})
	f := greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) {
		s := m.handleScope()
		s.OnEnd(func() { ended <- "handle" })
		g.handler = func(ctx context.Context, name string) (string, error) {
			g.Go(func(ctx context.Context) error {
				<-ctx.Done()
				ended <- "goroutine"
				return ctx.Err()
			})
			g.After(time.Hour, func(context.Context) { close(fired) })
			return "", nil
		}
	})
	k := booted(t, nil, []Factory{f}, "g acme-g acme")
	if _, err := k.Bus().Invoke(ctx, "acme-g.greet", nil); err != nil {
		t.Fatal(err)
	}
	if err := k.Remove(ctx, "acme-g"); err != nil {
		t.Fatal(err)
	}
	if a, b := <-ended, <-ended; a != "goroutine" || b != "handle" {
		t.Errorf("ended in the order %s, %s", a, b)
	}
	select {
	case <-fired:
		t.Error("a timer outlived its instance")
	default:
	}
}

func TestNamesAreRefusedByTheGrammar(t *testing.T) {
	k := New()
	if err := k.Discover(greeterFactory("g", ScopeTenant, nil), greeterFactory("s", ScopeShared, nil)); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"", "Acme", "a.b", "../x", "a/b", "a\x00", "ａcme", "-a", "a b", strings.Repeat("a", 64), "acmé", "%2e"} {
		_, err := k.Instantiate("g", "ok", Props{"target": bad})
		wantErr(t, fmt.Sprintf("target %q", bad), err, ErrInvalid)
		_, err = k.Instantiate("g", bad, Props{"target": "acme"})
		wantErr(t, fmt.Sprintf("name %q", bad), err, ErrInvalid)
	}
	_, err := k.Instantiate("s", "ok", Props{"target": "acme"})
	wantErr(t, "a shared component with a target", err, ErrInvalid)
	_, err = k.Instantiate("gg", "ok", nil)
	wantErr(t, "an unknown component", err, ErrNotFound)
	if _, err := k.Instantiate("g", "one", Props{"target": "acme"}); err != nil {
		t.Fatal(err)
	}
	_, err = k.Instantiate("g", "one", Props{"target": "globex"})
	wantErr(t, "a taken name", err, ErrInvalid)
}

// A factory that gives two instances one body would have the first go on as the second.
func TestABodyIsAttachedOnce(t *testing.T) {
	one := new(greeterInstance)
	f := greeterFactory("g", ScopeTenant, nil, func(s *FactorySpec) {
		s.New = func(m *Mount) Body {
			Attach(m, &one.self.Instance, one)
			return one
		}
	})
	k := booted(t, nil, []Factory{f}, "g acme-g acme")
	_, err := k.Add(t.Context(), "g", "globex-g", Props{"target": "globex"})
	wantErr(t, "the second", err, ErrDenied)
	if name, target := one.self.Name(), one.self.Target(); name != "acme-g" || target != "acme" {
		t.Errorf("the first became %s of %s", name, target)
	}
	if r, err := greet(HostClient[greetAPI](k, greetContract, "acme"), t.Context(), "x"); err != nil || r != " x from acme" {
		t.Errorf("the first: %q, %v", r, err)
	}
}

// What a call needed to decode its params is not kept by whoever keeps its result.
func TestAResultKeepsNoParams(t *testing.T) {
	f := greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) {
		g.handler = func(context.Context, string) (string, error) { return "ok", nil }
	})
	k := booted(t, nil, []Factory{f}, "g acme-g acme")
	const calls, size = 16, 1 << 20
	in := []byte(`{"target":"acme","name":"\n` + strings.Repeat("x", size) + `"}`)
	before := heap().HeapAlloc
	results := make([][]byte, calls)
	for n := range results {
		var err error
		if results[n], err = k.Bus().InvokeJSON(t.Context(), "greet.greet", in); err != nil {
			t.Fatal(err)
		}
	}
	if kept := int64(heap().HeapAlloc) - int64(before); kept > calls*size/4 {
		t.Errorf("%d results of two letters keep %d bytes", calls, kept)
	}
	runtime.KeepAlive(results)
	runtime.KeepAlive(in)
}
