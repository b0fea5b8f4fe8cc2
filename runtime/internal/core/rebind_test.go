package core

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

func ranked(rank int) greeterOption { return func(s *FactorySpec) { s.Rank = rank } }

func provides(cs ...*ContractSpec) greeterOption {
	return func(s *FactorySpec) { s.Provides = cs }
}

// answers makes a greeter that says its own name.
func answers(component string, scope ScopeKind, opts ...greeterOption) Factory {
	return greeterFactory(component, scope, func(m *Mount, g *greeter) {
		g.handler = func(context.Context, string) (string, error) { return g.Name(), nil }
	}, opts...)
}

// Clients are with the best of their tenant at every moment, and no call fails while
// that changes.
func TestClientsMoveToTheBest(t *testing.T) {
	ctx := context.Background()
	var ups atomic.Int64
	user := greeterFactory("user", ScopeTenant, func(m *Mount, g *greeter) {
		g.peer = NewClient[greetAPI](m, greetContract)
		g.handler = func(ctx context.Context, name string) (string, error) { return greet(g.peer, ctx, name) }
	}, requires(NeedContract, "greet"), provides(sharedContract), func(s *FactorySpec) {
		s.Activate = func(Body, context.Context) error { ups.Add(1); return nil }
	})
	fs := []Factory{answers("low", ScopeTenant), answers("mid", ScopeTenant, ranked(5)), answers("high", ScopeTenant, ranked(9)), answers("everybody", ScopeShared, ranked(99)), user}
	k := booted(t, nil, fs, "everybody common", "user user acme")
	host := HostClient[greetAPI](k, sharedContract, "acme")
	var direct Client[greetAPI]
	want := func(name string) {
		t.Helper()
		if r, err := greet(host, ctx, ""); err != nil || r != name {
			t.Errorf("the component's client: %q, %v, want %q", r, err, name)
		}
		if direct.c != nil && name != "common" {
			if r, err := greet(direct, ctx, ""); err != nil || r != name {
				t.Errorf("the host's client: %q, %v, want %q", r, err, name)
			}
		}
	}
	want("common")
	var stop atomic.Bool
	var callers sync.WaitGroup
	for range 2 {
		callers.Go(func() {
			for !stop.Load() {
				if r, err := greet(host, ctx, ""); err != nil {
					t.Errorf("%q, %v", r, err)
					return
				}
			}
		})
	}
	add := func(component, name string) {
		t.Helper()
		if _, err := k.Add(ctx, component, name, Props{"target": "acme"}); err != nil {
			t.Fatal(err)
		}
	}
	remove := func(name string) {
		t.Helper()
		if err := k.Remove(ctx, name); err != nil {
			t.Fatal(err)
		}
	}
	for range 20 {
		add("low", "low")
		direct = HostClient[greetAPI](k, greetContract, "acme")
		want("low") // a tenant's own goes before a shared one
		add("high", "high")
		want("high")
		add("mid", "mid")
		want("high")
		remove("high")
		want("mid")
		remove("mid")
		want("low")
		remove("low")
		want("common")
	}
	stop.Store(true)
	callers.Wait()
	if ups.Load() != 1 {
		t.Errorf("the dependent came up %d times", ups.Load())
	}
	// With the last one it goes, and says why.
	remove("common")
	_, err := greet(host, ctx, "")
	wantErr(t, "with nobody left", err, ErrBusy)
	if why := k.Why("user"); !strings.Contains(why, "greet") {
		t.Errorf("why: %s", why)
	}
	direct = Client[greetAPI]{}
	add("low", "low")
	want("low")
}

// keyring is a handle; the provider that opened it says so.
type keyring struct {
	from  string
	scope Scope
}

type keyrings struct{ greeter }

func (p *keyrings) Open(_ context.Context, s Scope) (keyring, error) {
	return keyring{from: p.Name(), scope: s}, nil
}
func (p *keyrings) Remains(context.Context, Scope) ([]string, error) { return nil, nil }
func (p *keyrings) Purge(context.Context, Scope) error               { return nil }

func keyringFactory(component string, rank int) Factory {
	type body struct {
		Mounted
		self keyrings
	}
	return NewFactory(FactorySpec{
		Component: component, Type: "core." + component, Scope: ScopeProvider, Rank: rank,
		New: func(m *Mount) Body {
			b := new(body)
			Attach(m, &b.self.Instance, b)
			return b
		},
		Self: func(b Body) any { return &b.(*body).self },
	})
}

// An instance whose handle another provider would open gets a new body with that
// one's, with its calls held; a handle of a provider that left says so.
func TestHandlesFollowTheirProvider(t *testing.T) {
	ctx := context.Background()
	var kept sync.Map
	user := greeterFactory("user", ScopeTenant, func(m *Mount, g *greeter) {
		ring := Handle[keyring](m, "Ring", false, false)
		wide := Handle[keyring](m, "Wide", false, true)
		kept.Store(ring.from, wide)
		g.handler = func(context.Context, string) (string, error) {
			if err := ring.scope.Err(); err != nil {
				return "", err
			}
			return ring.from, nil
		}
	}, func(s *FactorySpec) {
		s.Requires = []Requirement{{Field: "Ring", Kind: NeedHandle, Name: "keyring", Match: Provides[Scoped[keyring]]}}
	})
	k := booted(t, nil, []Factory{keyringFactory("plain", 0), user}, "user user acme")
	if err := k.Discover(keyringFactory("better", 5)); err != nil {
		t.Fatal(err)
	}
	ref := &Ref{i: k.exact.get("user")}
	host := HostClient[greetAPI](k, greetContract, "acme")
	var stop atomic.Bool
	var callers sync.WaitGroup
	callers.Go(func() {
		for !stop.Load() {
			if _, err := greet(host, ctx, ""); err != nil {
				t.Error(err)
				return
			}
		}
	})
	want := func(from string) {
		t.Helper()
		if r, err := greet(host, ctx, ""); err != nil || r != from {
			t.Errorf("its handle is from %q, %v, want %q", r, err, from)
		}
		if ref.State() != StateActive {
			t.Errorf("it is %v", ref.State())
		}
	}
	for range 10 {
		want("plain")
		if _, err := k.Add(ctx, "better", "better", nil); err != nil {
			t.Fatal(err)
		}
		want("better")
		if err := k.Remove(ctx, "better"); err != nil {
			t.Fatal(err)
		}
		old, _ := kept.Load("better")
		err := old.(keyring).scope.Err()
		wantErr(t, "the tenant's handle of a provider that left", err, ErrInstanceGone)
		if err != nil && !strings.Contains(err.Error(), "better") {
			t.Errorf("it does not name the provider: %v", err)
		}
	}
	want("plain")
	stop.Store(true)
	callers.Wait()
	if err := k.Remove(ctx, "plain"); err != nil {
		t.Fatal(err)
	}
	if ref.State() != StateWaiting {
		t.Errorf("without a provider it is %v", ref.State())
	}
}

// Lists and maps are what there is: in rank order, by the property of each.
func TestListsFollowTheirMembers(t *testing.T) {
	ctx := context.Background()
	key := func(s *FactorySpec) { s.CheckProps = nil }
	user := greeterFactory("user", ScopeTenant, func(m *Mount, g *greeter) {
		list, _ := NewClients[greetAPI](m, greetContract, "")
		_, regions := NewClients[greetAPI](m, greetContract, "region")
		g.handler = func(ctx context.Context, _ string) (string, error) {
			var names []string
			for _, c := range list {
				r, err := greet(c, ctx, "")
				if err != nil {
					return "", err
				}
				names = append(names, r)
			}
			slices.Sort(regions)
			return fmt.Sprint(names, regions), nil
		}
	}, provides(sharedContract), func(s *FactorySpec) {
		s.Requires = []Requirement{{Field: "All", Kind: NeedContract, Name: "greet", Optional: true}}
	})
	k := booted(t, nil, []Factory{answers("low", ScopeTenant, key), answers("high", ScopeTenant, ranked(9), key), answers("everybody", ScopeShared, ranked(5)), user}, "user user acme")
	host := HostClient[greetAPI](k, sharedContract, "acme")
	want := func(list string) {
		t.Helper()
		if r, err := greet(host, ctx, ""); err != nil || r != list {
			t.Errorf("the list is %q, %v, want %q", r, err, list)
		}
	}
	add := func(component, name, target, region string) {
		t.Helper()
		p := Props{"region": region}
		if target != "" {
			p["target"] = target
		}
		if _, err := k.Add(ctx, component, name, p); err != nil {
			t.Fatal(err)
		}
	}
	want("[] []")
	add("low", "low", "acme", "eu")
	want("[low] [eu]")
	add("high", "high", "acme", "us")
	want("[high low] [eu us]")
	add("everybody", "common", "", "ap")
	want("[high common low] [ap eu us]")
	add("high", "theirs", "globex", "xx")
	want("[high common low] [ap eu us]")
	if _, err := k.Replace(ctx, "low", "", Props{"region": "af"}); err != nil {
		t.Fatal(err)
	}
	want("[high common low] [af ap us]")
	if err := k.Remove(ctx, "high"); err != nil {
		t.Fatal(err)
	}
	want("[common low] [af ap]")
	if err := k.Remove(ctx, "low"); err != nil {
		t.Fatal(err)
	}
	want("[common] [ap]")
	if left := k.Remains(); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	if n := len(k.listers); n != 2 {
		t.Errorf("%d entries for one lister", n)
	}
	if err := k.Remove(ctx, "user"); err != nil {
		t.Fatal(err)
	}
	if len(k.listers) != 0 {
		t.Errorf("listers left: %v", k.listers)
	}
}
