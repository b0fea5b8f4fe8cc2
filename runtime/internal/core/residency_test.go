package core

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// A counter keeps a number that only snapshot and restore carry over.
type shelf struct {
	mu                     sync.Mutex
	kept                   map[string]string
	ups, downs, live, most int
}

func (s *shelf) change(ups, downs int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ups, s.downs, s.live = s.ups+ups, s.downs+downs, s.live+ups-downs
	s.most = max(s.most, s.live)
}

// virtualFactory makes greeters whose greeting is their state.
func virtualFactory(component string, s *shelf, opts ...greeterOption) Factory {
	name := func(b Body) *greeter { return &b.(*greeterInstance).self }
	return greeterFactory(component, ScopeTenant, func(m *Mount, g *greeter) {
		g.handler = func(ctx context.Context, word string) (string, error) {
			if word != "" {
				g.greeting = word
			}
			return g.greeting, nil
		}
	}, append([]greeterOption{func(f *FactorySpec) {
		f.Snapshot = func(b Body, ctx context.Context) error {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.kept[name(b).Name()] = name(b).greeting
			return nil
		}
		f.Restore = func(b Body, ctx context.Context) error {
			s.mu.Lock()
			defer s.mu.Unlock()
			if v, ok := s.kept[name(b).Name()]; ok {
				name(b).greeting = v
			}
			return nil
		}
		f.Activate = func(b Body, ctx context.Context) error { s.change(1, 0); return nil }
		f.Deactivate = func(b Body, ctx context.Context) error { s.change(0, 1); return nil }
	}}, opts...)...)
}

func newShelf() *shelf { return &shelf{kept: map[string]string{}} }

func tenants(n int) (specs []string) {
	for i := range n {
		specs = append(specs, "v v-t"+strconv.Itoa(i)+" t"+strconv.Itoa(i))
	}
	return specs
}

// Instances are registered and routed to, and the first call brings each up, once,
// whoever and however many call.
func TestFirstCallActivates(t *testing.T) {
	s := newShelf()
	k := booted(t, []Option{WithResidency(ResidencyPolicy{Default: Lazy})}, []Factory{virtualFactory("v", s)}, tenants(3)...)
	if s.ups != 0 {
		t.Fatalf("%d came up without a call", s.ups)
	}
	ref := &Ref{i: k.exact.get("v-t0")}
	if ref.State() != StateRegistered {
		t.Fatalf("state %v", ref.State())
	}
	var wg sync.WaitGroup
	c := HostClient[greetAPI](k, greetContract, "t0")
	for n := range 60 {
		wg.Go(func() {
			var err error
			switch n % 3 {
			case 0:
				_, err = greet(c, t.Context(), "")
			case 1:
				_, err = k.Bus().Invoke(t.Context(), "greet.greet", Params{"name": "", "target": "t0"})
			default:
				_, err = k.Bus().InvokeJSON(t.Context(), "v-t0.greet", []byte(`{"name":""}`))
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if s.ups != 1 || ref.State() != StateActive {
		t.Fatalf("%d activations, state %v", s.ups, ref.State())
	}
}

// Of more tenants than may be active each keeps what it was told, and no call
// fails because of who had to go.
func TestPassivationKeepsState(t *testing.T) {
	s := newShelf()
	const n, room = 20, 4
	k := booted(t, []Option{WithResidency(ResidencyPolicy{Default: Lazy, Active: room})}, []Factory{virtualFactory("v", s)}, tenants(n)...)
	var held []Client[greetAPI]
	for i := range n {
		held = append(held, HostClient[greetAPI](k, greetContract, "t"+strconv.Itoa(i)))
	}
	for round := range 3 {
		for i, c := range held {
			word := "word" + strconv.Itoa(i)
			if round > 0 {
				word = ""
			}
			got, err := greet(c, t.Context(), word)
			if err != nil || got != "word"+strconv.Itoa(i) {
				t.Fatalf("round %d, tenant %d: %q, %v", round, i, got, err)
			}
		}
	}
	if s.most > room {
		t.Errorf("%d were active at once, with room for %d", s.most, room)
	}
	if s.downs < n {
		t.Errorf("only %d passivations", s.downs)
	}
}

// The hand passes those that are called all the time.
func TestPassivationSparesTheBusy(t *testing.T) {
	s := newShelf()
	k := booted(t, []Option{WithResidency(ResidencyPolicy{Default: Lazy, Active: 8})}, []Factory{virtualFactory("v", s)}, tenants(100)...)
	hot := HostClient[greetAPI](k, greetContract, "t0")
	call := func(c Client[greetAPI]) {
		if _, err := greet(c, t.Context(), ""); err != nil {
			t.Fatal(err)
		}
	}
	call(hot)
	first := k.exact.get("v-t0").live.Load()
	for i := 1; i < 100; i++ {
		call(HostClient[greetAPI](k, greetContract, "t"+strconv.Itoa(i)))
		call(hot)
	}
	if k.exact.get("v-t0").live.Load() != first {
		t.Error("the one that is called most was passivated")
	}
}

// Callers, passivations, removals and successors at once: a call ends in its
// answer or, for a handle of who was removed, in ErrInstanceGone.
func TestPassivationStorm(t *testing.T) {
	s := newShelf()
	const n = 12
	k := booted(t, []Option{WithResidency(ResidencyPolicy{Default: Lazy})}, []Factory{virtualFactory("v", s)}, tenants(n)...)
	var stop atomic.Bool
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			var cs [n]Client[greetAPI]
			for i := range cs {
				cs[i] = HostClient[greetAPI](k, greetContract, "t"+strconv.Itoa(i))
			}
			for i := g; !stop.Load(); i++ {
				_, err := greet(cs[i%n], t.Context(), "")
				if i%n == 0 && errors.Is(err, ErrInstanceGone) || i%n == 0 && errors.Is(err, ErrNotFound) || i%n == 0 && errors.Is(err, ErrDraining) {
					cs[0] = HostClient[greetAPI](k, greetContract, "t0")
					continue
				}
				if err != nil {
					t.Errorf("tenant %d: %v", i%n, err)
					return
				}
			}
		})
	}
	wg.Go(func() {
		for !stop.Load() {
			for i := range n {
				if b := k.exact.get("v-t" + strconv.Itoa(i)).liveBody(); b != nil {
					k.passivate(t.Context(), b)
				}
			}
		}
	})
	for range 100 {
		if err := k.Remove(t.Context(), "v-t0"); err != nil {
			t.Error(err)
		}
		if _, err := k.Add(t.Context(), "v", "v-t0", Props{"target": "t0"}); err != nil {
			t.Error(err)
		}
		time.Sleep(time.Millisecond)
	}
	stop.Store(true)
	wg.Wait()
	if s.downs == 0 {
		t.Error("nothing was passivated")
	}
}

func (i *inst) liveBody() *Mounted {
	if i == nil {
		return nil
	}
	return i.live.Load()
}

// A handle means one incarnation: it goes on across passivation, ends with the
// removal of its instance, and never reaches a successor.
func TestHandlesAcrossPassivation(t *testing.T) {
	s := newShelf()
	k := booted(t, []Option{WithResidency(ResidencyPolicy{Default: Lazy})}, []Factory{virtualFactory("v", s)}, tenants(1)...)
	before := HostClient[greetAPI](k, greetContract, "t0")
	fresh := HostClient[greetAPI](k, greetContract, "t0") // never used before the successor
	if _, err := greet(before, t.Context(), "mine"); err != nil {
		t.Fatal(err)
	}
	if !k.passivate(t.Context(), k.exact.get("v-t0").live.Load()) {
		t.Fatal("it stayed")
	}
	if got, err := greet(before, t.Context(), ""); got != "mine" || err != nil {
		t.Fatalf("after a passivation: %q, %v", got, err)
	}
	if !k.passivate(t.Context(), k.exact.get("v-t0").live.Load()) {
		t.Fatal("it stayed")
	}
	if err := k.Remove(t.Context(), "v-t0"); err != nil { // while it is dormant
		t.Fatal(err)
	}
	if _, err := k.Add(t.Context(), "v", "v-t0", Props{"target": "t0"}); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]Client[greetAPI]{"used": before, "fresh": fresh} {
		if _, err := greet(c, t.Context(), ""); !errors.Is(err, ErrInstanceGone) {
			t.Errorf("a %s handle of the predecessor: %v", name, err)
		}
	}
	if _, err := greet(HostClient[greetAPI](k, greetContract, "t0"), t.Context(), ""); err != nil {
		t.Error(err)
	}
}

// What is at work stays: calls, jobs, timers. What is pinned or failed to keep its state stays, too.
func TestWhatKeepsAnInstanceActive(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(g *greeter) (end func())
		opt  greeterOption
	}{
		{"a job", func(g *greeter) func() {
			end := make(chan struct{})
			g.Go(func(context.Context) error { <-end; return nil })
			return func() { close(end) }
		}, nil},
		{"a timer", func(g *greeter) func() {
			g.After(time.Hour, func(context.Context) {})
			return nil
		}, nil},
		{"a snapshot that fails", nil, func(f *FactorySpec) {
			f.Snapshot = func(Body, context.Context) error { return errors.New("disk full") }
		}},
		{"a snapshot that panics", nil, func(f *FactorySpec) {
			f.Snapshot = func(Body, context.Context) error { panic("no") }
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newShelf()
			var opts []greeterOption
			if c.opt != nil {
				opts = append(opts, c.opt)
			}
			k := New(WithResidency(ResidencyPolicy{Default: Lazy, Active: 1}))
			if err := k.Discover(virtualFactory("v", s, opts...)); err != nil {
				t.Fatal(err)
			}
			for _, n := range []string{"t0", "t1"} {
				if _, err := k.Instantiate("v", "v-"+n, Props{"target": n}); err != nil {
					t.Fatal(err)
				}
			}
			if err := k.Boot(t.Context()); err != nil {
				t.Fatal(err)
			}
			defer func() { _ = k.Shutdown(t.Context()) }()
			if _, err := greet(HostClient[greetAPI](k, greetContract, "t0"), t.Context(), ""); err != nil {
				t.Fatal(err)
			}
			b := k.exact.get("v-t0").live.Load()
			var end func()
			if c.do != nil {
				end = c.do(&b.body.(*greeterInstance).self)
			}
			_, err := greet(HostClient[greetAPI](k, greetContract, "t1"), t.Context(), "")
			var e *Error
			if !errors.Is(err, ErrBusy) || !errors.As(err, &e) || e.Retry == 0 {
				t.Errorf("a second tenant, with room for one: %v", err)
			}
			if _, err := greet(HostClient[greetAPI](k, greetContract, "t0"), t.Context(), ""); err != nil {
				t.Errorf("the one that stayed: %v", err)
			}
			if end != nil {
				end()
				for b.working() {
					time.Sleep(time.Millisecond)
				}
				if _, err := greet(HostClient[greetAPI](k, greetContract, "t1"), t.Context(), ""); err != nil {
					t.Errorf("when the job is over: %v", err)
				}
			}
		})
	}
}

// Activations are bounded, calls that wait for them are, and none waits past its deadline.
func TestActivationBackPressure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newShelf()
		var now, most atomic.Int32
		gate := make(chan struct{})
		k := booted(t, []Option{WithResidency(ResidencyPolicy{Default: Lazy, Activations: 2, Waiting: 5})},
			[]Factory{virtualFactory("v", s, func(f *FactorySpec) {
				f.Activate = func(Body, context.Context) error {
					most.Store(max(most.Load(), now.Add(1)))
					<-gate
					now.Add(-1)
					return nil
				}
			})}, tenants(10)...)
		results := make([]error, 10)
		var wg sync.WaitGroup
		for i := range 10 {
			wg.Go(func() {
				ctx := t.Context()
				if i == 4 {
					var cancel context.CancelFunc
					ctx, cancel = context.WithTimeout(ctx, time.Second)
					defer cancel()
				}
				_, results[i] = greet(HostClient[greetAPI](k, greetContract, "t"+strconv.Itoa(i)), ctx, "")
			})
			synctest.Wait()
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		for i, err := range results {
			switch {
			case i < 4 && err != nil, i == 4 && !errors.Is(err, ErrTimeout), i > 4 && !errors.Is(err, ErrBusy):
				t.Errorf("call %d: %v", i, err)
			}
		}
		close(gate)
		wg.Wait()
		for i := range 4 {
			if results[i] != nil {
				t.Errorf("call %d: %v", i, results[i])
			}
		}
		if most.Load() != 2 {
			t.Errorf("%d activations at once", most.Load())
		}
		if s := State(k.exact.get("v-t4").status.Load()); s != StateRegistered {
			t.Errorf("the one whom nobody waits for any more is %v", s)
		}
	})
}

// What had no call for long goes; what is pinned stays.
func TestIdle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newShelf()
		k := booted(t, []Option{WithResidency(ResidencyPolicy{Default: Lazy, Idle: time.Minute})}, []Factory{virtualFactory("v", s)}, tenants(3)...)
		if err := k.SetResidency(t.Context(), "v", "t1", Pinned); err != nil {
			t.Fatal(err)
		}
		for i := range 3 {
			if _, err := greet(HostClient[greetAPI](k, greetContract, "t"+strconv.Itoa(i)), t.Context(), "w"); err != nil {
				t.Fatal(err)
			}
		}
		state := func(i int) State { return State(k.exact.get("v-t" + strconv.Itoa(i)).status.Load()) }
		for range 8 {
			time.Sleep(20 * time.Second)
			if _, err := greet(HostClient[greetAPI](k, greetContract, "t2"), t.Context(), ""); err != nil {
				t.Fatal(err)
			}
		}
		if state(0) != StateRegistered || state(1) != StateActive || state(2) != StateActive {
			t.Errorf("idle %v, pinned %v, busy %v", state(0), state(1), state(2))
		}
	})
}

// The host chooses while it runs, and the narrowest choice counts.
func TestSetResidency(t *testing.T) {
	s := newShelf()
	k := booted(t, nil, []Factory{virtualFactory("v", s)}, tenants(3)...)
	if s.ups != 3 {
		t.Fatalf("%d of 3 residents came up", s.ups)
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(k.SetResidency(t.Context(), "v", "", Lazy))
	must(k.SetResidency(t.Context(), "v", "t1", Resident))
	passivate := func(name string) bool { return k.passivate(t.Context(), k.exact.get(name).live.Load()) }
	if !passivate("v-t0") || passivate("v-t1") || !passivate("v-t2") {
		t.Error("not those that are lazy went")
	}
	must(k.SetResidency(t.Context(), "v", "t0", Resident))
	if st := State(k.exact.get("v-t0").status.Load()); st != StateActive {
		t.Errorf("what became resident is %v", st)
	}
	if st := State(k.exact.get("v-t2").status.Load()); st != StateRegistered {
		t.Errorf("what nobody asked about is %v", st)
	}
	if _, err := k.Add(t.Context(), "v", "late", Props{"target": "t9"}); err != nil {
		t.Fatal(err)
	}
	if st := State(k.exact.get("late").status.Load()); st != StateRegistered {
		t.Errorf("a new one is %v", st)
	}
	if err := k.SetResidency(t.Context(), "w", "", Lazy); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
}

// An activation that fails is the error of the call, and of nobody else.
func TestFailedFirstCall(t *testing.T) {
	s := newShelf()
	k := booted(t, []Option{WithResidency(ResidencyPolicy{Default: Lazy})}, []Factory{virtualFactory("v", s, func(f *FactorySpec) {
		f.Activate = func(b Body, ctx context.Context) error {
			if b.(*greeterInstance).self.Target() == "t0" {
				return errors.New("no database")
			}
			return nil
		}
	})}, tenants(2)...)
	var e *Error
	if _, err := greet(HostClient[greetAPI](k, greetContract, "t0"), t.Context(), ""); !errors.As(err, &e) || e.Cause == nil {
		t.Error(err)
	}
	if _, err := greet(HostClient[greetAPI](k, greetContract, "t1"), t.Context(), ""); err != nil {
		t.Error(err)
	}
}

// Offboarding, removal and shutdown end what is dormant as they end what is active.
func TestDormantOnesEnd(t *testing.T) {
	s := newShelf()
	k := booted(t, []Option{WithResidency(ResidencyPolicy{Default: Lazy})}, []Factory{virtualFactory("v", s)}, tenants(3)...)
	if err := k.Remove(t.Context(), "v-t1"); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Bus().Invoke(t.Context(), "greet.greet", Params{"name": "", "target": "t1"}); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
	if _, err := k.Offboard(t.Context(), "t2"); err != nil {
		t.Error(err)
	}
	if err := k.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	if left := k.Remains(); len(left) > 0 {
		t.Error(left)
	}
	if _, err := k.Bus().Invoke(t.Context(), "greet.greet", Params{"name": "", "target": "t0"}); !errors.Is(err, ErrDenied) {
		t.Error(err)
	}
}

// One that others require need not be active for them to be.
func TestRequirementsAreMetByDormantOnes(t *testing.T) {
	s := newShelf()
	back := virtualFactory("v", s)
	front := greeterFactory("front", ScopeTenant, func(m *Mount, g *greeter) {
		g.peer = NewClient[greetAPI](m, greetContract)
		g.handler = func(ctx context.Context, word string) (string, error) { return greet(g.peer, ctx, word) }
	}, func(f *FactorySpec) {
		f.Provides = []*ContractSpec{{Name: "front", Type: "core.front", Methods: greetContract.Methods}}
		f.Requires = []Requirement{{Field: "Peer", Kind: NeedContract, Name: "greet"}}
	})
	k := booted(t, nil, []Factory{back, front})
	if err := k.SetResidency(t.Context(), "v", "", Lazy); err != nil {
		t.Fatal(err)
	}
	for _, a := range [][2]string{{"front", "f"}, {"v", "b"}} {
		if _, err := k.Add(t.Context(), a[0], a[1], Props{"target": "acme"}); err != nil {
			t.Fatal(err)
		}
	}
	state := func(name string) State { return State(k.exact.get(name).status.Load()) }
	if state("f") != StateActive || state("b") != StateRegistered {
		t.Fatalf("front is %v, back is %v: %s", state("f"), state("b"), k.Why("f"))
	}
	for range 3 {
		if got, err := k.Bus().Invoke(t.Context(), "front.greet", Params{"name": "x", "target": "acme"}); err != nil || got != "x" {
			t.Fatalf("%v, %v", got, err)
		}
		if !k.passivate(t.Context(), k.exact.get("b").live.Load()) {
			t.Fatal("it stayed")
		}
	}
	if err := k.Remove(t.Context(), "b"); err != nil { // dormant
		t.Fatal(err)
	}
	if state("f") != StateWaiting {
		t.Errorf("front is %v though its requirement is gone", state("f"))
	}
}
