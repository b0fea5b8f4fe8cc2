package core

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// A recorder writes down everything that an Observer is told, and does something besides.
type recorder struct {
	mu    sync.Mutex
	lines []string
	also  func(what string) // with no lock held
}

func (r *recorder) line(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	r.mu.Lock()
	r.lines = append(r.lines, text)
	r.mu.Unlock()
	if r.also != nil {
		r.also(text)
	}
}

func (r *recorder) Observe(e KernelEvent) {
	text := e.Kind.String()
	for _, part := range []string{e.Instance, e.Component, e.Tenant, ErrorClass(e.Err), e.Topic, e.Method} {
		if part != "" {
			text += " " + part
		}
	}
	r.line("%s", text)
}

func (r *recorder) BeginCall(from, ctx context.Context, c CallInfo) (context.Context, func(error, time.Duration)) {
	r.line("begin %s %s %s %s", c.Runnable, c.Component, c.Instance, c.Tenant)
	return nil, func(err error, took time.Duration) { r.line("end %s %q", c.Runnable, ErrorClass(err)) }
}

func (r *recorder) CallRefused(_ context.Context, c CallInfo, err error) {
	r.line("refused %s %s %s", c.Runnable, c.Tenant, ErrorClass(err))
}

func (r *recorder) BeginWork(_ context.Context, w WorkInfo) func() {
	r.line("work %v %s", w.Kind, w.Instance)
	return func() { r.line("done %v %s", w.Kind, w.Instance) }
}

// took returns what was told since the last time, once everything was.
func (r *recorder) took(t *testing.T, k *Kernel) []string {
	t.Helper()
	if err := k.outbox.flush(t.Context(), k); err != nil {
		t.Fatal(err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	lines := r.lines
	r.lines = nil
	return lines
}

// want compares what was told since the last time. Events come after what is told at once.
func (r *recorder) want(t *testing.T, k *Kernel, what string, want ...string) {
	t.Helper()
	got := r.took(t, k)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n\t%s\nwant:\n\t%s", what, strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// observedGreeters do what the name of the call says.
func observedGreeters(opts ...greeterOption) Factory {
	return greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) {
		g.handler = func(ctx context.Context, name string) (string, error) {
			switch name {
			case "fail":
				return "", errors.New("told to")
			case "panic":
				panic("told to")
			}
			return name, nil
		}
	}, opts...)
}

// Every call is told of once: one that ran by its begin and its end, whatever became of
// it, and one that did not by its refusal.
func TestObserverIsToldOfEachCallOnce(t *testing.T) {
	ctx := context.Background()
	r := new(recorder)
	f := observedGreeters(func(s *FactorySpec) {
		c := limitedContract(Limit{Rate: 1, Per: time.Hour, Burst: 4})
		s.Provides = []*ContractSpec{c}
	})
	k := booted(t, []Option{WithObserver(r)}, []Factory{f}, "g acme-g acme")
	r.took(t, k)
	begin, end := "begin greet.greet g acme-g acme", `end greet.greet `
	c := HostClient[greetAPI](k, k.route("greet").spec, "acme")
	bus := k.Bus()
	late, cancel := context.WithDeadline(ctx, time.Unix(1, 0))
	defer cancel()
	bound, err := ForTenant(ctx, "acme")
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		what string
		call func() error
		want []string
	}{
		{"a typed call", func() error { _, err := greet(c, ctx, "x"); return err }, []string{begin, end + `""`}},
		{"a failure", func() error { _, err := greet(c, ctx, "fail"); return err }, []string{begin, end + `"failed"`}},
		{"a panic", func() error {
			_, err := bus.Invoke(ctx, "acme-g.greet", Params{"name": "panic"})
			return err
		}, []string{begin, end + `"panic"`, "panicked acme-g g acme panic"}},
		{"params that do not fit", func() error {
			_, err := bus.InvokeJSON(ctx, "greet.greet", []byte(`{"target":"acme","secret":1}`))
			return err
		}, []string{begin, end + `"invalid"`}},
		{"over the limit", func() error { _, err := greet(c, ctx, "x"); return err }, []string{"refused greet.greet acme limited"}},
		{"no time left, typed", func() error { _, err := greet(c, late, "x"); return err }, []string{"refused greet.greet acme timeout"}},
		{"no time left, by name", func() error {
			_, err := bus.InvokeJSON(late, "greet.greet", []byte(`{"target":"acme"}`))
			return err
		}, []string{"refused greet.greet acme timeout"}},
		{"nobody's name", func() error { _, err := bus.Invoke(ctx, "secret.name", nil); return err }, []string{"refused   not_found"}},
		{"an absent target", func() error {
			_, err := bus.Invoke(ctx, "greet.greet", Params{"target": "secret"})
			return err
		}, []string{"refused greet.greet  not_found"}},
		{"an absent target, typed", func() error {
			_, err := greet(HostClient[greetAPI](k, greetContract, "secret"), ctx, "x")
			return err
		}, []string{"refused greet.greet  not_found"}},
		{"another tenant's", func() error {
			_, err := bus.Invoke(bound, "greet.greet", Params{"target": "globex"})
			return err
		}, []string{"refused greet.greet acme not_found"}},
	} {
		err := step.call()
		_ = err // what it is is others' to test
		r.want(t, k, step.what, step.want...)
	}
	if err := k.DrainInstance(ctx, "acme-g"); err != nil {
		t.Fatal(err)
	}
	r.took(t, k)
	_, err = greet(c, ctx, "x")
	wantErr(t, "a draining instance", err, ErrDraining)
	r.want(t, k, "a draining instance", "refused greet.greet acme draining")
}

// Calls with a key run once; whoever shares the outcome is no second call.
func TestObserverIsToldOfAKeyedCallOnce(t *testing.T) {
	r := new(recorder)
	k := booted(t, []Option{WithObserver(r)}, []Factory{observedGreeters()}, "g acme-g acme")
	r.took(t, k)
	for range 3 {
		if _, err := k.Bus().InvokeJSON(WithIdempotencyKey(t.Context(), "once"), "acme-g.greet", []byte(`{"name":"x"}`)); err != nil {
			t.Fatal(err)
		}
	}
	r.want(t, k, "three calls with a key", "begin greet.greet g acme-g acme", `end greet.greet ""`)
}

// Every step of a life is told of once, in order.
func TestObserverIsToldOfLives(t *testing.T) {
	ctx := context.Background()
	r := new(recorder)
	broken := errors.New("no disk")
	v1 := observedGreeters()
	v2 := greeterFactory("v2", ScopeTenant, nil)
	bad := greeterFactory("bad", ScopeTenant, nil, func(s *FactorySpec) {
		s.Activate = func(Body, context.Context) error { return broken }
	})
	k := booted(t, []Option{WithObserver(r), WithResidency(ResidencyPolicy{Active: 1})}, []Factory{v1, v2, bad}, "g acme-g acme")
	check := func(what string, want ...string) {
		t.Helper()
		got := slices.DeleteFunc(r.took(t, k), func(s string) bool {
			return strings.HasPrefix(s, "work") || strings.HasPrefix(s, "done") || strings.HasPrefix(s, "begin") || strings.HasPrefix(s, "end")
		})
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}
	check("boot", "activated acme-g g acme")
	if _, err := k.Replace(ctx, "acme-g", "v2", nil); err != nil {
		t.Fatal(err)
	}
	check("Replace", "replaced acme-g v2 acme")
	if err := k.Restart(ctx, "acme-g"); err != nil {
		t.Fatal(err)
	}
	check("Restart", "deactivated acme-g v2 acme", "activated acme-g v2 acme")
	if _, err := k.Add(ctx, "bad", "b", Props{"target": "acme"}); !errors.Is(err, broken) {
		t.Fatal(err)
	}
	check("an activation that fails", "activation failed b bad acme failed", "removed b bad acme")
	if err := k.SetResidency(ctx, "g", "", Lazy); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"l1", "l2"} {
		if _, err := k.Add(ctx, "g", name, Props{"target": name}); err != nil {
			t.Fatal(err)
		}
	}
	check("registered")
	for _, name := range []string{"l1", "l2"} {
		if _, err := k.Bus().Invoke(ctx, name+".greet", nil); err != nil {
			t.Fatal(err)
		}
	}
	check("one that makes room", "activated l1 g l1", "passivated l1 g l1", "activated l2 g l2")
	if err := k.Remove(ctx, "l1"); err != nil {
		t.Fatal(err)
	}
	check("a dormant one removed", "removed l1 g l1", "tenant gone l1")
	if _, err := k.Offboard(ctx, "l2"); err != nil {
		t.Fatal(err)
	}
	check("offboarded", "deactivated l2 g l2", "removed l2 g l2", "tenant gone l2", "offboarded l2")
	if err := k.Remove(ctx, "acme-g"); err != nil {
		t.Fatal(err)
	}
	check("removed", "deactivated acme-g v2 acme", "removed acme-g v2 acme", "tenant gone acme")
}

// Supervision and dead letters are told of, with what they are about.
func TestObserverIsToldOfFailures(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := new(recorder)
		f := observedGreeters(func(s *FactorySpec) {
			s.Supervision = &Supervision{Restarts: 1, Delay: time.Second, Jitter: -1}
			s.Events = []EventSpec{{Topic: "orders.placed", Type: "core.order", Encode: func(dst []byte, p any) ([]byte, bool, error) {
				return append(dst, p.(string)...), true, nil
			}}}
			s.Subs = []SubSpec{SubSpec{Topic: "orders.*", Type: "core.order", Method: "on", Deliver: func(Body, context.Context, []byte) error {
				return errors.New("not today")
			}}.With(Delivery{Attempts: 1})}
		})
		k := booted(t, []Option{WithObserver(r)}, []Factory{f}, "g acme-g acme")
		events := func() []string {
			synctest.Wait()
			return slices.DeleteFunc(r.took(t, k), func(s string) bool {
				return strings.HasPrefix(s, "work") || strings.HasPrefix(s, "done") || strings.HasPrefix(s, "begin") || strings.HasPrefix(s, "end")
			})
		}
		events()
		if err := order(t.Context(), k, "acme-g", "secret"); err != nil {
			t.Fatal(err)
		}
		if got := events(); !slices.Equal(got, []string{"dead letter acme-g g acme orders.placed on"}) {
			t.Errorf("a dead letter: %q", got)
		}
		_, _ = k.Bus().Invoke(t.Context(), "acme-g.greet", Params{"name": "panic"})
		synctest.Wait()
		time.Sleep(2 * time.Second)
		if got, want := events(), []string{"panicked acme-g g acme panic", "failed acme-g g acme panic", "deactivated acme-g g acme", "restarting acme-g g acme panic", "activated acme-g g acme", "restarted acme-g g acme panic"}; !slices.Equal(got, want) {
			t.Errorf("a restart: %q", got)
		}
		_, _ = k.Bus().Invoke(t.Context(), "acme-g.greet", Params{"name": "panic"})
		if got, want := events(), []string{"panicked acme-g g acme panic", "failed acme-g g acme panic", "deactivated acme-g g acme", "stopped acme-g g acme panic"}; !slices.Equal(got, want) {
			t.Errorf("the end of it: %q", got)
		}
	})
}

// Work outside of calls is told of by the goroutine that does it, once, and ended.
func TestObserverIsToldOfWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := new(recorder)
		var i *deafInstance
		deaf := deafFactory(&i, func(context.Context, int) error { return nil })
		f := observedGreeters(func(s *FactorySpec) {
			s.Health = func(Body, context.Context) error { return nil }
			s.Deactivate = func(Body, context.Context) error { return nil }
		})
		k := booted(t, []Option{WithObserver(r)}, []Factory{deaf, f}, "deaf acme-d acme", "g acme-g acme")
		work := func(what string, want ...string) {
			t.Helper()
			synctest.Wait()
			got := slices.DeleteFunc(r.took(t, k), func(s string) bool { return !strings.HasPrefix(s, "work") && !strings.HasPrefix(s, "done") })
			for n, w := range want {
				want[n] = "work " + w
				want = append(want, "done "+w)
			}
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("%s: %q, want %q", what, got, want)
			}
		}
		work("boot", "activation acme-d", "activation acme-g")
		i.tick.Set(1)
		work("an effect", "effects acme-d")
		b := k.exact.get("acme-g").live.Load()
		b.impl().(*greeter).Go(func(context.Context) error { return nil })
		work("a job", "job acme-g")
		b.impl().(*greeter).After(time.Second, func(context.Context) {})
		time.Sleep(2 * time.Second)
		work("a timer", "job acme-g")
		k.Health(t.Context())
		work("health", "health acme-g")
		if err := k.Remove(t.Context(), "acme-g"); err != nil {
			t.Fatal(err)
		}
		work("a removal", "deactivation acme-g")
	})
}

// An observer that panics in everything it is told harms nobody.
func TestAnObserverThatPanics(t *testing.T) {
	ctx := context.Background()
	r, beside := new(recorder), new(recorder)
	r.also = func(string) { panic("an observer's own fault") }
	k := booted(t, []Option{WithObserver(r), WithObserver(beside)}, []Factory{observedGreeters(func(s *FactorySpec) {
		s.Provides = []*ContractSpec{limitedContract(Limit{Rate: 1, Per: time.Hour, Burst: 1})}
	})}, "g acme-g acme")
	c := HostClient[greetAPI](k, k.route("greet").spec, "acme")
	if got, err := greet(c, ctx, "x"); err != nil || got != "x" {
		t.Errorf("%q, %v", got, err)
	}
	_, err := greet(c, ctx, "x")
	wantErr(t, "over the limit", err, ErrLimited)
	if err := k.Remove(ctx, "acme-g"); err != nil {
		t.Error(err)
	}
	want := []string{"work activation acme-g", "done activation acme-g", "activated acme-g g acme", "begin greet.greet g acme-g acme", `end greet.greet ""`,
		"refused greet.greet acme limited", "deactivated acme-g g acme", "removed acme-g g acme", "tenant gone acme"}
	beside.want(t, k, "the observer beside it", want...)
}

// An observer may ask the kernel anything and have it do anything: no lock is held, nor the
// life of the instance of which it is told.
func TestObserversAreCalledOffLocks(t *testing.T) {
	ctx := context.Background()
	r := new(recorder)
	var open atomic.Pointer[Kernel] // nil until Boot has returned, and when the test is over
	var once sync.Map
	r.also = func(what string) {
		k := open.Load()
		if k == nil {
			return
		}
		k.Status()
		k.Graph()
		k.Tenants()
		k.Why("acme-g")
		k.DeadLetters("acme")
		if _, done := once.LoadOrStore(what, true); done {
			return
		}
		name := fmt.Sprintf("x%d", len(what))
		if _, err := k.Add(ctx, "v2", name, Props{"target": "extra"}); err == nil {
			if err := k.Remove(ctx, name); err != nil && open.Load() != nil {
				t.Error(err)
			}
		}
		if strings.HasPrefix(what, "activated acme-g") || strings.HasPrefix(what, "replaced") {
			if err := k.Restart(ctx, "acme-g"); err != nil && open.Load() != nil {
				t.Error(err)
			}
		}
	}
	k := booted(t, []Option{WithObserver(r)}, []Factory{observedGreeters(), greeterFactory("v2", ScopeTenant, nil)}, "g acme-g acme")
	open.Store(k)
	defer open.Store(nil) // what the observer itself caused is told to it after the test too
	for range 2 {
		if _, err := k.Bus().Invoke(ctx, "acme-g.greet", Params{"name": "x"}); err != nil && !errors.Is(err, ErrDraining) && !errors.Is(err, ErrBusy) {
			t.Error(err)
		}
		_, _ = k.Bus().Invoke(ctx, "nobody.greet", nil)
		if _, err := k.Replace(ctx, "acme-g", "v2", nil); err != nil {
			t.Error(err)
		}
		if _, err := k.Replace(ctx, "acme-g", "g", nil); err != nil {
			t.Error(err)
		}
	}
	got := r.took(t, k)
	for _, kind := range []string{"activated", "replaced", "begin", "end", "refused", "deactivated", "removed"} {
		if !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, kind) }) {
			t.Errorf("nothing of kind %q in %q", kind, got)
		}
	}
}

// A slow observer delays events and nothing else; what does not fit any more is counted.
func TestASlowObserver(t *testing.T) {
	ctx := context.Background()
	gate, first := make(chan struct{}), make(chan struct{}, 1)
	slow := new(counting)
	slow.hold = func() {
		select {
		case first <- struct{}{}:
		default:
		}
		<-gate
	}
	k := booted(t, []Option{WithObserver(slow)}, []Factory{greeterFactory("g", ScopeTenant, nil)}, "g acme-g acme")
	<-first
	for range outboxLimit + 10 {
		k.tell(KernelEvent{Kind: EventReplaced})
	}
	if _, err := k.Add(ctx, "g", "more", Props{"target": "acme"}); err != nil {
		t.Fatal(err)
	}
	close(gate)
	if err := k.Settled(ctx); err != nil {
		t.Fatal(err)
	}
	if n := slow.count(EventReplaced); n != outboxLimit {
		t.Errorf("told of %d events, want %d", n, outboxLimit)
	}
	if n := slow.lost.Load(); n != 11 {
		t.Errorf("%d lost, want 11", n)
	}
}

// Values of the caller's context are the observer's to see, and do not get across tenants by
// being seen. It holds with a deadline of the runnable's own too.
func TestObserverSeesWhoCalls(t *testing.T) {
	type key struct{}
	for _, limit := range []time.Duration{0, time.Minute} {
		o := &seeing{key: key{}}
		var inside any
		c := *greetContract
		c.Methods = slices.Clone(c.Methods)
		c.Methods[0].Timeout = limit
		f := greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) {
			g.handler = func(ctx context.Context, _ string) (string, error) { inside = ctx.Value(key{}); return "", nil }
		}, func(s *FactorySpec) { s.Provides = []*ContractSpec{&c} })
		k := booted(t, []Option{WithObserver(o)}, []Factory{f}, "g acme-g acme")
		if _, err := greet(HostClient[greetAPI](k, &c, "acme"), context.WithValue(t.Context(), key{}, "host's"), "x"); err != nil {
			t.Fatal(err)
		}
		if o.from != "host's" || o.inner != nil || inside != nil {
			t.Errorf("timeout %v: from %v, ctx %v, inside %v", limit, o.from, o.inner, inside)
		}
	}
}

// Of a call that a runnable makes, who calls is the runnable: what the host's context had stays beyond it.
func TestObserverOfACallInACall(t *testing.T) {
	type key struct{}
	o := &seeing{key: key{}}
	var in Client[greetAPI]
	f := greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) {
		if g.Name() == "acme-outer" {
			in = NewClient[greetAPI](m, sharedContract)
			g.handler = func(ctx context.Context, _ string) (string, error) {
				o.from = "unasked"
				return greet(in, ctx, "x")
			}
		}
	})
	hub := greeterFactory("hub", ScopeShared, nil, func(s *FactorySpec) { s.Provides = []*ContractSpec{sharedContract} })
	k := booted(t, []Option{WithObserver(o)}, []Factory{hub, f}, "hub hub", "g acme-outer acme")
	if _, err := greet(HostClient[greetAPI](k, greetContract, "acme"), context.WithValue(t.Context(), key{}, "host's"), "x"); err != nil {
		t.Fatal(err)
	}
	if o.from != nil {
		t.Errorf("the inner call comes from %v", o.from)
	}
}

// A provider of telemetry is told while it is active, beside others, and then no more.
func TestObserverOfAProvider(t *testing.T) {
	ctx := context.Background()
	host, theirs := new(recorder), new(recorder)
	provider := NewFactory(FactorySpec{Component: "telemetry", Type: "core.telemetry", Scope: ScopeProvider,
		New: func(m *Mount) Body {
			b := &telemetryInstance{o: theirs}
			Attach(m, &b.self, b)
			return b
		},
		Self: func(b Body) any { return b.(*telemetryInstance) }})
	k := booted(t, []Option{WithObserver(host)}, []Factory{provider, observedGreeters()}, "g acme-g acme")
	call := func() {
		if _, err := k.Bus().Invoke(ctx, "acme-g.greet", nil); err != nil {
			t.Fatal(err)
		}
	}
	theirs.took(t, k)
	call()
	theirs.want(t, k, "while it is active", "begin greet.greet g acme-g acme", `end greet.greet ""`)
	if err := k.Remove(ctx, "telemetry"); err != nil {
		t.Fatal(err)
	}
	theirs.took(t, k)
	host.took(t, k)
	call()
	theirs.want(t, k, "after it has gone")
	host.want(t, k, "the host's", "begin greet.greet g acme-g acme", `end greet.greet ""`)
}

// Without an observer a call pays for none: no allocation, and no bit of the instance's guards
// is set, which is the one check. It is so again once the last observer has gone.
func TestNoObserverCostsNothing(t *testing.T) {
	r := new(recorder)
	k := booted(t, nil, []Factory{greeterFactory("g", ScopeTenant, nil, func(s *FactorySpec) {})}, "g acme-g acme")
	b := k.exact.get("acme-g").live.Load()
	b.impl().(*greeter).handler = func(_ context.Context, name string) (string, error) { return name, nil }
	c := HostClient[greetAPI](k, greetContract, "acme")
	ctx := context.Context(&callCtx{Context: b.ctx(), caller: callerOf(b.ctx())})
	call := func() {
		if _, err := greet(c, ctx, "x"); err != nil {
			t.Fatal(err)
		}
	}
	check := func(when string) {
		t.Helper()
		if g := b.guards.Load(); g != 0 {
			t.Errorf("%s: guards %b", when, g)
		}
		if n := testing.AllocsPerRun(1000, call); n != 0 {
			t.Errorf("%s: %v allocations a call", when, n)
		}
	}
	check("before")
	i := k.exact.get("acme-g")
	k.watchWith(i, r)
	call()
	if got := r.took(t, k); len(got) != 2 {
		t.Errorf("observed: %q", got)
	}
	k.unwatch(i)
	check("after")
	quiet := &counting{} // an observer of events alone is nothing to calls
	k.watchWith(i, quiet)
	check("with an observer of events")
	runtime.KeepAlive(c)
}
