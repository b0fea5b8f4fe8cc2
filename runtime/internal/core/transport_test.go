package core

import (
	"context"
	"slices"
	"testing"
)

// transportFunc is a transport that is one function.
type transportFunc func(ctx context.Context, e Envelope) ([]byte, error)

func (f transportFunc) Invoke(ctx context.Context, e Envelope) ([]byte, error) { return f(ctx, e) }

func TestTheTargetStandsBesideTheParams(t *testing.T) {
	ctx := context.Background()
	var got Envelope
	peer := transportFunc(func(_ context.Context, e Envelope) ([]byte, error) { got = e; return []byte("null"), nil })
	k := booted(t, []Option{WithTransport(peer)}, []Factory{greeterFactory("g", ScopeTenant, nil)})
	for what, call := range map[string]func() error{
		"InvokeJSON": func() error {
			_, err := k.Bus().InvokeJSON(ctx, "greet.greet", []byte(`{"name":"x","target":"far"}`))
			return err
		},
		"Invoke": func() error {
			_, err := k.Bus().Invoke(ctx, "greet.greet", Params{"name": "x", "target": "far"})
			return err
		},
	} {
		got = Envelope{}
		if err := call(); err != nil {
			t.Errorf("%s: %v", what, err)
		}
		if got.Route != "greet.greet" || got.Target != "far" || string(got.Params) != `{"name":"x"}` {
			t.Errorf("%s: sent %s for %q with %s", what, got.Route, got.Target, got.Params)
		}
	}
	_, err := k.Bus().InvokeJSON(ctx, "greet.greet", []byte(`{"target":"far","target":"acme"}`))
	wantErr(t, "two targets", err, ErrInvalid)
}

// Two kernels that are each other's peers find out that neither serves a call.
func TestPeersDoNotAskInCircles(t *testing.T) {
	ctx := context.Background()
	var a, b *Kernel
	asked := 0
	to := func(k **Kernel) Option {
		return WithTransport(transportFunc(func(ctx context.Context, e Envelope) ([]byte, error) {
			if asked++; asked > 10 {
				panic("a circle")
			}
			return (*k).Accept(ctx, e)
		}))
	}
	f := []Factory{greeterFactory("g", ScopeTenant, nil)}
	a, b = booted(t, []Option{to(&b)}, f), booted(t, []Option{to(&a)}, f, "g acme-g acme")
	for what, call := range map[string]func() error{
		"bus": func() error {
			_, err := a.Bus().Invoke(ctx, "greet.greet", Params{"target": "nobody", "name": "x"})
			return err
		},
		"instance": func() error { _, err := a.Bus().Invoke(ctx, "nobody-g.greet", nil); return err },
	} {
		asked = 0
		wantErr(t, what, call(), ErrNotFound)
		if asked != 1 {
			t.Errorf("%s: %d peers were asked, want one", what, asked)
		}
	}
	if out, err := a.Bus().Invoke(ctx, "greet.greet", Params{"target": "acme", "name": "x"}); err != nil {
		t.Errorf("what the peer serves: %v, %v", out, err)
	}
}

func TestATransportThatPanicsIsTheCallsError(t *testing.T) {
	ctx := context.Background()
	k := booted(t, []Option{WithTransport(transportFunc(func(context.Context, Envelope) ([]byte, error) { panic("no route") }))},
		[]Factory{greeterFactory("g", ScopeTenant, nil)})
	_, err := k.Bus().Invoke(ctx, "greet.greet", Params{"target": "far"})
	wantErr(t, "Invoke", err, ErrPanic)
	_, err = k.Bus().InvokeJSON(ctx, "greet.greet", []byte(`{"target":"far"}`))
	wantErr(t, "InvokeJSON", err, ErrPanic)
}

// A shared component that binds a context to a tenant by itself, without a call of that tenant, is nobody to another process either.
func TestASharedComponentMintsNoTenantForAPeer(t *testing.T) {
	var sent []string
	peer := transportFunc(func(_ context.Context, e Envelope) ([]byte, error) {
		sent = append(sent, e.Caller.Tenant())
		return []byte(`"hello"`), nil
	})
	begin := func(c Client[greetAPI], ctx context.Context) error {
		var call Call[greetAPI]
		err := c.Begin(ctx, &call, 0)
		if err == nil {
			_, err = call.Send([]byte(`{"name":"x"}`))
			call.End(&err)
		}
		return err
	}
	mint := false
	shared := greeterFactory("s", ScopeShared, func(m *Mount, g *greeter) {
		g.peer = NewClient[greetAPI](m, greetContract)
		g.handler = func(ctx context.Context, name string) (string, error) {
			if !mint {
				return "", begin(g.peer, ctx)
			}
			for _, from := range []context.Context{context.Background(), context.WithoutCancel(t.Context())} {
				globex, err := ForTenant(from, "globex")
				if err != nil {
					return "", err
				}
				wantErr(t, "as globex", begin(g.peer, globex), ErrDenied)
			}
			return "", nil
		}
	}, func(s *FactorySpec) {
		s.Provides = []*ContractSpec{sharedContract}
		s.Requires = []Requirement{{Field: "Greet", Kind: NeedContract, Name: "greet", Optional: true}}
	})
	other := greeterFactory("o", ScopeTenant, nil, func(s *FactorySpec) {
		s.Provides = []*ContractSpec{{Name: "other", Type: "core.other", Methods: greetContract.Methods}}
	})
	k := booted(t, []Option{WithTransport(peer)}, []Factory{shared, other}, "s s1", "o acme-o acme", "o globex-o globex")
	acme, err := ForTenant(t.Context(), "acme")
	if err != nil {
		t.Fatal(err)
	}
	for _, mint = range []bool{false, true} {
		if _, err := greet(HostClient[greetAPI](k, sharedContract, ""), acme, "x"); err != nil {
			t.Errorf("minting %v: %v", mint, err)
		}
	}
	if !slices.Equal(sent, []string{"acme"}) {
		t.Errorf("the peer was asked for %v, want acme alone", sent)
	}
}
