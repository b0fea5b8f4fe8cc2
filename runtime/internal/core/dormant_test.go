package core

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// What nobody has called yet, or what was passivated, is replaced like what is active: it
// keeps its state, its clients and its place in the budget.
func TestReplaceOfADormantOne(t *testing.T) {
	ctx := t.Context()
	s := newShelf()
	k := booted(t, []Option{WithResidency(ResidencyPolicy{Default: Lazy, Active: 1})},
		[]Factory{virtualFactory("v", s), virtualFactory("w", s)}, tenants(3)...)
	ref := &Ref{i: k.exact.get("v-t0")}
	held := HostClient[greetAPI](k, greetContract, "t0")
	if _, err := greet(held, ctx, "kept"); err != nil {
		t.Fatal(err)
	}
	if _, err := greet(HostClient[greetAPI](k, greetContract, "t1"), ctx, "other"); err != nil { // takes its place
		t.Fatal(err)
	}
	for _, name := range []string{"v-t0", "v-t2"} { // passivated, and never called
		if st := State(k.exact.get(name).status.Load()); st != StateRegistered {
			t.Fatalf("%s is %v", name, st)
		}
		if _, err := k.Replace(ctx, name, "w", nil); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := k.exact.get(name).spec.Component; got != "w" {
			t.Errorf("%s is of component %s", name, got)
		}
	}
	if got, err := greet(held, ctx, ""); err != nil || got != "kept" {
		t.Errorf("a client from before: %q, %v", got, err)
	}
	if got, err := greet(HostClient[greetAPI](k, greetContract, "t1"), ctx, ""); err != nil || got != "other" {
		t.Errorf("who had to make room: %q, %v", got, err)
	}
	if s.most > 1 {
		t.Errorf("%d were active at once, with room for one", s.most)
	}
	if ref.State() == StateRemoved || ref.Name() != "v-t0" {
		t.Errorf("its Ref says %v", ref.State())
	}
	k.virtual.mu.Lock()
	seats, coming := len(k.virtual.seats), k.virtual.coming
	k.virtual.mu.Unlock()
	if seats != 1 || coming != 0 {
		t.Errorf("%d seats, %d to come", seats, coming)
	}
}

// Calls that come while a dormant instance is replaced go to one body or the other. There is room for both, and for one that
// a call is about to bring up.
func TestReplaceOfADormantOneUnderCalls(t *testing.T) {
	s := newShelf()
	k := booted(t, []Option{WithResidency(ResidencyPolicy{Default: Lazy, Active: 3})},
		[]Factory{virtualFactory("v", s), virtualFactory("w", s)}, tenants(2)...)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			c := HostClient[greetAPI](k, greetContract, "t0")
			for range 200 {
				if _, err := greet(c, t.Context(), ""); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wg.Go(func() {
		for n := range 20 {
			if b := k.exact.get("v-t0").live.Load(); b != nil {
				k.passivate(t.Context(), b)
			}
			if _, err := k.Replace(t.Context(), "v-t0", []string{"w", "v"}[n%2], nil); err != nil {
				t.Error(err)
				return
			}
		}
	})
	wg.Wait()
	if s.live > 2 {
		t.Errorf("%d bodies are up", s.live)
	}
}

// A replacement that does not come up leaves a dormant instance as it was.
func TestReplaceOfADormantOneThatFails(t *testing.T) {
	ctx := t.Context()
	s := newShelf()
	bad := virtualFactory("bad", s, func(f *FactorySpec) {
		f.Activate = func(Body, context.Context) error { return errors.New("no database") }
	})
	k := booted(t, []Option{WithResidency(ResidencyPolicy{Default: Lazy, Active: 1})}, []Factory{virtualFactory("v", s), bad}, tenants(1)...)
	if ref, err := k.Replace(ctx, "v-t0", "bad", nil); ref != nil || err == nil || !strings.Contains(err.Error(), "no database") {
		t.Errorf("%v, %v", ref, err)
	}
	if i := k.exact.get("v-t0"); i.spec.Component != "v" || !i.dormant() {
		t.Errorf("it is %v, of component %s", State(i.status.Load()), i.spec.Component)
	}
	if k.virtual.coming != 0 {
		t.Errorf("%d places are kept for nobody", k.virtual.coming)
	}
	if _, err := greet(HostClient[greetAPI](k, greetContract, "t0"), ctx, "x"); err != nil {
		t.Error(err)
	}
}

// A new body is held against the limits of its tenant, and against what the kernel has for every call.
func TestReplaceKeepsLimits(t *testing.T) {
	conf := newMemoryConfig()
	k := limitedKernel(t, Limit{}, conf, echo)
	conf.must(t, "tenants.acme.sig.limit", "1/m,burst=1")
	if err := say(k, "acme"); err != nil {
		t.Fatal(err)
	}
	wantErr(t, "before", say(k, "acme"), ErrLimited)
	for range 2 {
		if _, err := k.Replace(t.Context(), "acme-g", "", nil); err != nil {
			t.Fatal(err)
		}
		wantErr(t, "after a replacement", say(k, "acme"), ErrLimited)
	}
	if err := say(k, "globex"); err != nil {
		t.Errorf("another tenant: %v", err)
	}
}

// An effect that fails is a failure of its instance, a panic of it one of its panics.
func TestEffectsAreSupervised(t *testing.T) {
	for kind, fail := range map[string]func() error{
		"error": func() error { return errors.New("no route") },
		"panic": func() error { panic("told to") },
	} {
		supervised(t, func(w *watched) {
			var i *deafInstance
			f := deafFactory(&i, func(_ context.Context, tick int) error {
				if tick == 1 {
					return fail()
				}
				return nil
			})
			f.spec.Supervision = &Supervision{Delay: time.Second, Jitter: -1, Backoff: Constant, Restarts: 2}
			w.boot([]Factory{f}, "deaf a acme")
			for range 2 {
				was := i
				i.tick.Set(1)
				time.Sleep(500 * time.Millisecond)
				w.took("a failed, a restarting 1s")
				if why := w.k.Why("a"); !strings.Contains(why, "starts again") {
					t.Errorf("%s: %s", kind, why)
				}
				time.Sleep(time.Second)
				w.took("a restarted")
				if i == was {
					t.Fatalf("%s: it has the body that failed", kind)
				}
			}
			i.tick.Set(1)
			time.Sleep(time.Second)
			w.took("a failed, a stopped")
			if why := w.k.Why("a"); !strings.Contains(why, "used up its restarts") {
				t.Errorf("%s: %s", kind, why)
			}
		})
	}
}

// A dormant instance has no failures; the first call's is supervised like any, and one that
// restarts by itself has its place in the budget.
func TestDormantOnesAreSupervised(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &watched{T: t}
		w.k = New(WithResidency(ResidencyPolicy{Default: Lazy, Active: 1}), WithSupervisionEvents(func(e SupervisionEvent) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.steps = append(w.steps, e.Instance+" "+e.Step.String())
		}))
		s := &Supervision{Delay: time.Second, Jitter: -1, Backoff: Constant, Restarts: 3, Health: time.Minute, Unhealthy: 1}
		w.boot([]Factory{w.factory("g", s)}, "g a acme", "g b globex")
		w.sick.Store("a", errors.New("no pulse"))
		time.Sleep(10 * time.Minute)
		w.took("") // nobody asks the health of what is not there
		w.sick.Delete("a")

		w.broken.Store("a", errors.New("no database"))
		if _, err := w.k.Bus().Invoke(t.Context(), "a.greet", nil); codeOf(err, CodeNone) != CodeFailed {
			t.Errorf("the first call: %v", err)
		}
		time.Sleep(500 * time.Millisecond)
		w.took("a failed, a restarting")
		w.call("a", "", ErrBusy)
		w.call("b", "", nil) // the place of who is down is free
		w.broken.Delete("a")
		time.Sleep(time.Minute)
		w.took("a restarted")
		w.call("a", "", nil)
		w.call("b", "", nil)
		if n := w.active(); n > 1 {
			t.Errorf("%d are active, with room for one", n)
		}

		w.call("a", "panic", ErrPanic)
		time.Sleep(500 * time.Millisecond)
		w.took("a failed, a restarting")
		w.call("b", "", nil)
		time.Sleep(time.Minute)
		w.took("a restarted")
		w.call("b", "", nil)
		w.call("a", "", nil)
		if n := w.active(); n > 1 {
			t.Errorf("%d are active, with room for one", n)
		}
		if err := w.k.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
		if left := w.k.Remains(); len(left) > 0 {
			t.Errorf("left: %v", left)
		}
	})
}

// active counts the bodies that are up.
func (w *watched) active() (n int) {
	w.k.exact.each(func(i *inst) {
		if i.live.Load() != nil {
			n++
		}
	})
	return n
}

// A budget of memory that is exceeded takes those that were called longest ago, once a collection.
func TestMemoryBudget(t *testing.T) {
	const n, hot = 64, 8
	states := func(k *Kernel) (up []string) {
		for i := range n {
			name := strings.Fields(tenants(n)[i])[1]
			if State(k.exact.get(name).status.Load()) == StateActive {
				up = append(up, name)
			}
		}
		return up
	}
	for _, c := range []struct {
		memory uint64
		goes   bool
	}{{1, true}, {1 << 50, false}, {0, false}} {
		s := newShelf()
		k := booted(t, []Option{WithResidency(ResidencyPolicy{Default: Lazy})}, []Factory{virtualFactory("v", s)}, tenants(n)...)
		call := func(i int) {
			if _, err := k.Bus().Invoke(t.Context(), strings.Fields(tenants(n)[i])[1]+".greet", Params{"name": ""}); err != nil {
				t.Fatal(err)
			}
		}
		for i := range n {
			call(i)
		}
		k.virtual.policy.Memory = c.memory
		for range 3 { // the budget is looked at after a collection, and takes a sixteenth
			runtime.GC()
			for range 8 {
				for i := range hot {
					call(i)
				}
			}
			before := len(states(k))
			k.mindMemory(t.Context())
			after := len(states(k))
			if want := before - after; c.goes && want != before/16+1 || !c.goes && want != 0 {
				t.Errorf("a budget of %d: %d of %d went", c.memory, want, before)
			}
		}
		up := states(k)
		for i := range hot {
			if name := strings.Fields(tenants(n)[i])[1]; up[i] != name {
				t.Errorf("a budget of %d: %s, which was called all the time, went before those that were not", c.memory, name)
			}
		}
	}
}

// Of all that was chosen the narrowest counts, in whatever order it was said.
func TestTheNarrowestResidencyCounts(t *testing.T) {
	s := newShelf()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	choices := []struct {
		component, target string
		r                 Residency
	}{{"v", "t0", Pinned}, {"v", "", Lazy}, {"", "t1", Pinned}, {"", "", Resident}}
	for _, order := range [][]int{{0, 1, 2, 3}, {3, 2, 1, 0}, {2, 0, 3, 1}} {
		k := booted(t, []Option{WithResidency(ResidencyPolicy{Default: Pinned})}, []Factory{virtualFactory("v", s), virtualFactory("w", s)})
		for _, n := range order {
			must(k.SetResidency(t.Context(), choices[n].component, choices[n].target, choices[n].r))
		}
		for _, c := range []struct {
			component, target string
			want              Residency
		}{
			{"v", "t0", Pinned},   // of both
			{"v", "t1", Lazy},     // of the component, before the target's
			{"w", "t1", Pinned},   // of the target
			{"w", "t2", Resident}, // of all
		} {
			name := c.component + "-" + c.target
			_, err := k.Add(t.Context(), c.component, name, Props{"target": c.target})
			must(err)
			i := k.exact.get(name)
			is := Resident
			switch {
			case i.status.has(wordPinned):
				is = Pinned
			case i.virtual():
				is = Lazy
			}
			if is != c.want {
				t.Errorf("order %v: %s of %s is %v, want %v", order, c.component, c.target, is, c.want)
			}
		}
	}
}
