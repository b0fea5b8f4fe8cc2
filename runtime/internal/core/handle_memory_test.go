package core

import (
	"context"
	"runtime"
	"testing"
	"time"
	"weak"
)

// collected reports whether what p was made of is gone after some collections.
func collected[T any](p weak.Pointer[T]) bool {
	for range 50 {
		runtime.GC()
		if p.Value() == nil {
			return true
		}
		time.Sleep(time.Millisecond) // cleanups run on a goroutine of the runtime's own
	}
	return false
}

// bodyOf points weakly to the body of an instance.
func bodyOf(k *Kernel, name string) weak.Pointer[greeterInstance] {
	return weak.Make(k.exact.get(name).live.Load().body.(*greeterInstance))
}

// Whoever keeps a client or a Ref keeps nothing of a body that is gone, whatever it went of.
func TestAKeptHandleHoldsNoBodyThatIsGone(t *testing.T) {
	ctx := context.Background()
	for what, end := range map[string]func(k *Kernel) error{
		"removed":  func(k *Kernel) error { return k.Remove(ctx, "acme-g") },
		"drained":  func(k *Kernel) error { return k.DrainInstance(ctx, "acme-g") },
		"replaced": func(k *Kernel) error { _, err := k.Replace(ctx, "acme-g", "other", nil); return err },
		"passivated": func(k *Kernel) error {
			b := k.exact.get("acme-g").live.Load()
			k.virtual.arrive(b)
			if !k.passivate(ctx, b) {
				t.Error("it stays")
			}
			return nil
		},
		"gone with its kernel": func(k *Kernel) error { return k.Shutdown(ctx) },
	} {
		t.Run(what, func(t *testing.T) {
			inside := make(chan Client[greetAPI], 1)
			user := greeterFactory("user", ScopeTenant, func(m *Mount, g *greeter) {
				g.peer = NewClient[greetAPI](m, greetContract)
				g.handler = func(ctx context.Context, name string) (string, error) { return greet(g.peer, ctx, name) }
				inside <- g.peer
			}, provides(sharedContract))
			k := booted(t, nil, []Factory{greeterFactory("g", ScopeTenant, nil), greeterFactory("other", ScopeTenant, nil), user}, "user acme-user acme")
			ref, err := k.Instantiate("g", "acme-g", Props{"target": "acme"})
			if err != nil {
				t.Fatal(err)
			}
			if what == "passivated" {
				if err := k.SetResidency(ctx, "", "acme", Lazy); err != nil {
					t.Fatal(err)
				}
			}
			host, peer := HostClient[greetAPI](k, greetContract, "acme"), <-inside
			through := HostClient[greetAPI](k, sharedContract, "acme")
			for _, c := range []Client[greetAPI]{host, through} {
				if _, err := greet(c, ctx, "x"); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := k.Bus().InvokeJSON(WithIdempotencyKey(ctx, "order"), "acme-g.greet", []byte(`{"name":"x"}`)); err != nil {
				t.Fatal(err)
			}
			body := bodyOf(k, "acme-g")
			if err := end(k); err != nil {
				t.Fatal(err)
			}
			if !collected(body) {
				t.Error("the body that has gone is held")
			}
			if _, err := greet(host, ctx, "x"); (err == nil) != (what == "replaced" || what == "passivated") {
				t.Errorf("the next call: %v", err)
			}
			if s := ref.State(); what == "removed" && s != StateRemoved {
				t.Errorf("the Ref says %v", s)
			}
			runtime.KeepAlive(peer)
			runtime.KeepAlive(k)
		})
	}
}

// A client that binds while the body goes does not keep it either.
func TestABindThatLosesTheRaceHoldsNothing(t *testing.T) {
	ctx := context.Background()
	k := booted(t, nil, []Factory{greeterFactory("g", ScopeTenant, nil)}, "g acme-g acme")
	i := k.exact.get("acme-g")
	b := i.live.Load()
	c := HostClient[greetAPI](k, greetContract, "acme")
	if !b.hold() { // as bind does, and then it is slow
		t.Fatal("no hold")
	}
	word, impl := b.phase.active(), b.impl().(greetAPI)
	short, cancel := context.WithCancel(ctx)
	cancel()
	wantErr(t, "a removal that does not wait", k.Remove(short, "acme-g"), ErrTimeout)
	bd := c.c.bindTo(b, impl, word)
	bd.n.Add(^uint64(slotOne - 1))
	b.leave(&b.first)
	body := weak.Make(b.body.(*greeterInstance))
	b, bd, impl = nil, nil, nil
	if !collected(body) {
		t.Error("the body that has gone is held")
	}
	_, err := greet(c, ctx, "x")
	wantErr(t, "the next call", err, ErrInstanceGone)
}
