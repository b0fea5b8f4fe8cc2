package core

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

// A tally keeps the numbers of counters, one a namespace, while they have no body.
type tally struct{ saved, bodies sync.Map }

// A counted is one body of a counter.
type counted struct {
	ns string
	n  atomic.Int64
}

func (t *tally) of(b Body) *counted {
	c, _ := t.bodies.Load(b.state())
	return c.(*counted)
}

// counterFactory makes greeters that answer with their component and how often they
// were called, and carry that number over.
func counterFactory(component string, t *tally, opts ...greeterOption) Factory {
	hooks := func(s *FactorySpec) {
		s.Namespace = "counters"
		s.Snapshot = func(b Body, _ context.Context) error {
			t.saved.Store(t.of(b).ns, t.of(b).n.Load())
			return nil
		}
		s.Restore = func(b Body, _ context.Context) error {
			if n, ok := t.saved.Load(t.of(b).ns); ok {
				t.of(b).n.Store(n.(int64))
			}
			return nil
		}
	}
	return greeterFactory(component, ScopeTenant, func(m *Mount, g *greeter) {
		c := &counted{ns: m.handleScope().Namespace()}
		t.bodies.Store(m.b, c)
		g.handler = func(context.Context, string) (string, error) {
			return fmt.Sprint(component, " ", c.n.Add(1)), nil
		}
	}, append([]greeterOption{hooks}, opts...)...)
}

func TestReplaceKeepsWhoItIs(t *testing.T) {
	ctx := context.Background()
	var kept tally
	k := booted(t, nil, []Factory{counterFactory("v1", &kept), counterFactory("v2", &kept)}, "v1 acme-g acme", "v1 globex-g globex")
	host := HostClient[greetAPI](k, greetContract, "acme")
	ref := &Ref{i: k.exact.get("acme-g")}
	was, _ := ScopeOfInstance(k, "acme-g")
	if r, err := greet(host, ctx, ""); err != nil || r != "v1 1" {
		t.Fatal(r, err)
	}
	got, err := k.Replace(ctx, "acme-g", "v2", nil)
	if err != nil {
		t.Fatal(err)
	}
	is, _ := ScopeOfInstance(k, "acme-g")
	if is.Namespace() != was.Namespace() || is.Incarnation() != was.Incarnation() || is.Tenant() != "acme" {
		t.Errorf("its scope was %s, is %s", was.Namespace(), is.Namespace())
	}
	if is.Component() != "v2" {
		t.Errorf("its component is %s", is.Component())
	}
	wantErr(t, "a handle of the old body", was.Err(), ErrInstanceGone)
	if is.Err() != nil {
		t.Error(is.Err())
	}
	for _, r := range []*Ref{ref, got} {
		if r.State() != StateActive || r.Name() != "acme-g" || r.Target() != "acme" {
			t.Errorf("%s of %s is %v", r.Name(), r.Target(), r.State())
		}
	}
	if r, err := greet(host, ctx, ""); err != nil || r != "v2 2" {
		t.Errorf("a client from before: %q, %v", r, err)
	}
	if r, err := k.Bus().Invoke(ctx, "acme-g.greet", nil); err != nil || r != "v2 3" {
		t.Errorf("by name: %q, %v", r, err)
	}
	if r, err := k.Bus().Invoke(ctx, "greet.greet", Params{"target": "acme"}); err != nil || r != "v2 4" {
		t.Errorf("by route: %q, %v", r, err)
	}
	if r, err := k.Bus().Invoke(ctx, "globex-g.greet", nil); err != nil || r != "v1 1" {
		t.Errorf("the other tenant: %q, %v", r, err)
	}
	if got := len(k.Status().Instances); got != 2 {
		t.Errorf("%d instances", got)
	}
	if err := k.Remove(ctx, "acme-g"); err != nil {
		t.Fatal(err)
	}
	_, err = greet(host, ctx, "")
	wantErr(t, "after its removal", err, ErrInstanceGone)
	if ref.State() != StateRemoved {
		t.Errorf("the first Ref says %v", ref.State())
	}
	if left := k.Remains(); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	// A successor of the name is another instance.
	if _, err := k.Add(ctx, "v1", "acme-g", Props{"target": "acme"}); err != nil {
		t.Fatal(err)
	}
	_, err = greet(host, ctx, "")
	wantErr(t, "at a successor", err, ErrInstanceGone)
}

func TestReplaceRefusesWhatWouldBreak(t *testing.T) {
	ctx := context.Background()
	var kept tally
	other := func(s *FactorySpec) { s.Provides = []*ContractSpec{sharedContract} }
	failing := counterFactory("failing", &kept, func(s *FactorySpec) {
		s.Activate = func(Body, context.Context) error { return errors.New("it does not work") }
	})
	panicking := counterFactory("panicking", &kept, func(s *FactorySpec) {
		s.Restore = func(Body, context.Context) error { panic("restored nothing") }
	})
	picky := counterFactory("picky", &kept, func(s *FactorySpec) {
		s.CheckProps = func(d *codec.Decoder) {
			for key := d.Object(); key != nil; key = d.NextKey() {
				d.Unknown(key, nil)
			}
		}
	})
	k := booted(t, nil, []Factory{
		counterFactory("v1", &kept), failing, panicking, picky,
		counterFactory("needy", &kept, requires(NeedContract, "nobody")),
		greeterFactory("global", ScopeShared, nil), greeterFactory("p", ScopeProvider, nil, func(s *FactorySpec) { s.Provides = nil }),
		counterFactory("other", &kept, other),
		greeterFactory("user", ScopeTenant, func(m *Mount, g *greeter) {
			g.peer = NewClient[greetAPI](m, greetContract)
		}, requires(NeedContract, "greet"), other),
	}, "v1 acme-g acme", "user acme-u acme")
	call := func(want string) {
		t.Helper()
		if r, err := k.Bus().Invoke(ctx, "acme-g.greet", nil); err != nil || r != want {
			t.Errorf("the old body: %q, %v, want %q", r, err, want)
		}
	}
	call("v1 1")
	for _, c := range []struct {
		component, text string
		props           Props
		want            error
	}{
		{"v3", "did you mean", nil, ErrNotFound},
		{"global", "scope=tenant", nil, ErrInvalid},
		{"picky", "", Props{"colour": "red"}, ErrInvalid},
		{"v1", "stays that one's", Props{"target": "globex"}, ErrInvalid},
		{"needy", "nobody", nil, ErrBusy},
		{"other", "which acme-u requires", nil, ErrInvalid},
		{"user", "does not require what it replaces", nil, ErrInvalid},
		{"failing", "it does not work", nil, nil},
		{"panicking", "restored nothing", nil, ErrPanic},
	} {
		r, err := k.Replace(ctx, "acme-g", c.component, c.props)
		if r != nil || err == nil || c.want != nil && !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.text) {
			t.Errorf("%s: %v, %v", c.component, r, err)
		}
	}
	call("v1 2")
	if _, err := k.Replace(ctx, "nobody", "v1", nil); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
	if _, err := k.Replace(ctx, "p", "p", nil); !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), "rank=") {
		t.Errorf("a provider: %v", err)
	}
	if s := k.Why("acme-u"); s != "" {
		t.Errorf("its dependent: %s", s)
	}
	if left := k.Remains(); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

// Callers on every path and in every moment of a replacement get an answer, the
// count has every call exactly once, and dependents stay up.
func TestReplaceFailsNoCall(t *testing.T) {
	ctx := context.Background()
	var kept tally
	var ups atomic.Int64
	user := greeterFactory("user", ScopeTenant, func(m *Mount, g *greeter) {
		g.peer = NewClient[greetAPI](m, greetContract)
		g.handler = func(ctx context.Context, name string) (string, error) { return greet(g.peer, ctx, name) }
	}, requires(NeedContract, "greet"), func(s *FactorySpec) {
		s.Provides = []*ContractSpec{sharedContract}
		s.Activate = func(Body, context.Context) error { ups.Add(1); return nil }
	})
	k := booted(t, nil, []Factory{counterFactory("v1", &kept), counterFactory("v2", &kept), user}, "v1 acme-g acme", "user acme-u acme")
	var stop atomic.Bool
	var calls atomic.Int64
	var callers sync.WaitGroup
	host := HostClient[greetAPI](k, greetContract, "acme")
	for n := range 4 {
		callers.Go(func() {
			for !stop.Load() {
				var err error
				switch n {
				case 0:
					_, err = greet(host, ctx, "")
				case 1:
					_, err = k.Bus().Invoke(ctx, "greet.greet", Params{"target": "acme"})
				case 2:
					_, err = k.Bus().Invoke(ctx, "acme-u.greet", nil)
				default:
					_, err = greet(HostClient[greetAPI](k, greetContract, "acme"), ctx, "")
				}
				if err != nil {
					t.Error(err)
					return
				}
				calls.Add(1)
			}
		})
	}
	for n := range 60 {
		if _, err := k.Replace(ctx, "acme-g", fmt.Sprint("v", 2-n%2), nil); err != nil {
			t.Error(err)
		}
		runtime.Gosched()
	}
	stop.Store(true)
	callers.Wait()
	if got := kept.of(k.exact.get("acme-g").live.Load().body).n.Load(); got != calls.Load() {
		t.Errorf("%d calls were answered, %d counted", calls.Load(), got)
	}
	if ups.Load() != 1 {
		t.Errorf("the dependent came up %d times", ups.Load())
	}
}

// What is in flight ends, what it calls back is let in, the rest waits as long as
// its own deadline allows.
func TestReplaceHoldsCalls(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		var kept tally
		busy := make(chan struct{})
		back := greeterFactory("back", ScopeTenant, func(m *Mount, g *greeter) {
			g.peer = NewClient[greetAPI](m, greetContract)
			g.handler = func(ctx context.Context, name string) (string, error) { return greet(g.peer, ctx, "inner") }
		}, requires(NeedContract, "greet"), func(s *FactorySpec) { s.Provides = []*ContractSpec{sharedContract} })
		slow := counterFactory("slow", &kept)
		made := slow.spec.New
		slow.spec.New = func(m *Mount) Body {
			b := made(m)
			g := &b.(*greeterInstance).self
			count := g.handler
			peer := NewClient[greetAPI](m, sharedContract)
			g.handler = func(ctx context.Context, name string) (string, error) {
				if name == "outer" {
					<-busy
					if r, err := greet(peer, ctx, ""); err != nil || !strings.HasPrefix(r, "slow") {
						return r, err // through the other and back in here
					}
				}
				return count(ctx, name)
			}
			return b
		}
		k := New()
		if err := k.Discover(slow, back, counterFactory("v2", &kept)); err != nil {
			t.Fatal(err)
		}
		for name, component := range map[string]string{"acme-g": "slow", "acme-b": "back"} {
			if _, err := k.Instantiate(component, name, Props{"target": "acme"}); err != nil {
				t.Fatal(err)
			}
		}
		if err := k.Boot(ctx); err != nil {
			t.Fatal(err)
		}
		host := HostClient[greetAPI](k, greetContract, "acme")
		answers := make(chan string, 3)
		call := func(ctx context.Context, name string) {
			r, err := greet(host, ctx, name)
			if err != nil {
				r = err.Error()
			}
			answers <- r
		}
		go call(ctx, "outer")
		synctest.Wait()
		replaced := make(chan error)
		go func() {
			_, err := k.Replace(ctx, "acme-g", "v2", nil)
			replaced <- err
		}()
		synctest.Wait()
		short, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		go call(short, "short")
		go call(ctx, "held")
		if r := <-answers; !strings.Contains(r, "draining") || !strings.Contains(r, context.DeadlineExceeded.Error()) {
			t.Errorf("a held call whose deadline passed: %s", r)
		}
		close(busy)
		if err := <-replaced; err != nil {
			t.Error(err)
		}
		got := map[string]bool{<-answers: true, <-answers: true}
		if !got["slow 2"] || !got["v2 3"] {
			t.Errorf("the one in flight and the held one: %v", got)
		}

		// In flight for longer than calls may be held: the old body serves on.
		if _, err := k.Replace(ctx, "acme-g", "slow", nil); err != nil {
			t.Fatal(err)
		}
		busy = make(chan struct{})
		go call(ctx, "outer")
		synctest.Wait()
		began := time.Now()
		_, err := k.Replace(ctx, "acme-g", "v2", nil)
		wantErr(t, "a call that does not end", err, ErrTimeout)
		if d := time.Since(began); d != switchLimit {
			t.Errorf("calls were held for %v", d)
		}
		go call(ctx, "after")
		if r := <-answers; r != "slow 4" {
			t.Errorf("after it: %s", r)
		}
		close(busy)
		<-answers
		if err := k.Shutdown(ctx); err != nil {
			t.Error(err)
		}
	})
}

// Everything that the old body had is gone, and nothing is twice.
func TestReplaceOwnsEverything(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		var kept tally
		var ended, delivered, ticks atomic.Int64
		event := EventSpec{Topic: "orders.placed", Type: "core.order", Encode: func(dst []byte, p any) ([]byte, bool, error) {
			s, ok := p.(string)
			return append(dst, s...), ok, nil
		}}
		block := make(chan struct{})
		owner := func(s *FactorySpec) {
			made := s.New
			s.Events = []EventSpec{event}
			s.Subs = []SubSpec{{Topic: "orders.*", Type: "core.order", Method: "on", Deliver: func(_ Body, _ context.Context, data []byte) error {
				if string(data) == "first" {
					<-block
				}
				delivered.Add(1)
				return nil
			}}}
			s.New = func(m *Mount) Body {
				b := made(m)
				in := &b.(*greeterInstance).self.Instance
				m.handleScope().OnEnd(func() { ended.Add(1) })
				in.Go(func(ctx context.Context) error { <-ctx.Done(); ended.Add(1); return nil })
				in.Every(time.Second, func(context.Context) error { ticks.Add(1); return nil })
				return b
			}
		}
		k := New()
		if err := k.Discover(counterFactory("v1", &kept, owner), counterFactory("v2", &kept, owner)); err != nil {
			t.Fatal(err)
		}
		if err := k.Boot(ctx); err != nil {
			t.Fatal(err)
		}
		if _, err := k.Add(ctx, "v1", "acme-g", Props{"target": "acme"}); err != nil {
			t.Fatal(err)
		}
		old := k.exact.get("acme-g").live.Load()
		publish := func(text string) {
			t.Helper()
			if err := k.publish(ctx, k.exact.get("acme-g").live.Load(), "orders.placed", text); err != nil {
				t.Error(err)
			}
		}
		for _, text := range []string{"first", "second", "third"} {
			publish(text)
		}
		synctest.Wait()
		done := make(chan error)
		go func() {
			_, err := k.Replace(ctx, "acme-g", "v2", nil)
			done <- err
		}()
		synctest.Wait()
		publish("fourth")
		close(block)
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if delivered.Load() != 4 {
			t.Errorf("%d of 4 events were delivered", delivered.Load())
		}
		if ended.Load() != 2 {
			t.Errorf("%d of its goroutine and its handle ended", ended.Load())
		}
		ticks.Store(0)
		time.Sleep(10*time.Second + time.Millisecond)
		synctest.Wait()
		if ticks.Load() != 10 {
			t.Errorf("%d ticks in ten seconds: a timer of the old body goes on", ticks.Load())
		}
		if old.ctx().Err() == nil || old.phase.Load() != phaseGone {
			t.Error("the old body lives")
		}
		if got := len(k.tenantOf("acme").subscriptions().all); got != 1 {
			t.Errorf("%d subscriptions", got)
		}
		if err := k.Shutdown(ctx); err != nil {
			t.Error(err)
		}
		if left := k.Remains(); len(left) > 0 || ended.Load() != 4 {
			t.Errorf("left: %v, %d ended", left, ended.Load())
		}
	})
}
