package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// watched is a world of supervised greeters: they do what their handler is told by the
// call's name, and every step of supervision is written down.
type watched struct {
	*testing.T
	k      *Kernel
	mu     sync.Mutex
	steps  []string // "b failed", "b restarting 100ms"
	ups    []string // who came up, in order
	broken sync.Map // name -> error of its activation
	sick   sync.Map // name -> error of its health
}

func (w *watched) factory(component string, s *Supervision, opts ...greeterOption) Factory {
	return greeterFactory(component, ScopeTenant, func(m *Mount, g *greeter) {
		g.handler = func(ctx context.Context, name string) (string, error) {
			switch name {
			case "panic":
				panic("told to")
			case "job":
				g.Go(func(context.Context) error { return errors.New("the job broke") })
			case "timer":
				g.After(time.Millisecond, func(context.Context) { panic("the timer broke") })
			}
			return g.Name(), nil
		}
	}, append([]greeterOption{func(f *FactorySpec) {
		f.Supervision = s
		f.Activate = func(b Body, _ context.Context) error {
			name := b.state().inst.name
			w.mu.Lock()
			w.ups = append(w.ups, name)
			w.mu.Unlock()
			if err, ok := w.broken.Load(name); ok {
				return err.(error)
			}
			return nil
		}
		f.Health = func(b Body, _ context.Context) error {
			if err, ok := w.sick.Load(b.state().inst.name); ok {
				return err.(error)
			}
			return nil
		}
	}}, opts...)...)
}

// supervised runs f in a world whose time is the test's.
func supervised(t *testing.T, f func(w *watched)) {
	synctest.Test(t, func(t *testing.T) {
		w := &watched{T: t}
		w.k = New(WithSupervisionEvents(func(e SupervisionEvent) {
			w.mu.Lock()
			defer w.mu.Unlock()
			text := e.Instance + " " + e.Step.String()
			if e.Delay > 0 {
				text += " " + e.Delay.String()
			}
			w.steps = append(w.steps, text)
			if e.Err == nil || e.Target == "" || e.Component == "" || e.At.IsZero() {
				t.Errorf("an event without its particulars: %+v", e)
			}
		}))
		f(w)
		if err := w.k.Shutdown(context.Background()); err != nil {
			t.Error(err)
		}
		if left := w.k.Remains(); len(left) > 0 {
			t.Errorf("left: %v", left)
		}
	})
}

func (w *watched) boot(fs []Factory, instances ...string) {
	w.Helper()
	if err := w.k.Discover(fs...); err != nil {
		w.Fatal(err)
	}
	for _, spec := range instances {
		f := strings.Fields(spec)
		if _, err := w.k.Instantiate(f[0], f[1], Props{"target": f[2]}); err != nil {
			w.Fatal(err)
		}
	}
	if err := w.k.Boot(context.Background()); err != nil && len(instances) > 0 {
		w.Log(err)
	}
	w.took("")
}

// took waits for d and compares what happened since the last time.
func (w *watched) took(want string) {
	w.Helper()
	synctest.Wait()
	w.mu.Lock()
	defer w.mu.Unlock()
	if got := strings.Join(w.steps, ", "); got != want {
		w.Errorf("steps: %s\nwant:  %s", got, want)
	}
	w.steps = nil
}

// came compares who came up since the last time.
func (w *watched) came(want ...string) {
	w.Helper()
	synctest.Wait()
	w.mu.Lock()
	defer w.mu.Unlock()
	if !slices.Equal(w.ups, want) {
		w.Errorf("up came %v, want %v", w.ups, want)
	}
	w.ups = nil
}

func (w *watched) call(instance, what string, want error) {
	w.Helper()
	r, err := w.k.Bus().Invoke(context.Background(), instance+".greet", Params{"name": what})
	if want != nil {
		wantErr(w.T, instance+" "+what, err, want)
	} else if err != nil || r != instance {
		w.Errorf("%s %s: %v, %v", instance, what, r, err)
	}
}

// Each kind of failure of an active instance restarts it and nobody else; to its caller a panic is an error.
func TestEveryFailureIsSupervised(t *testing.T) {
	supervised(t, func(w *watched) {
		s := &Supervision{Delay: time.Second, Jitter: -1, Backoff: Constant, Restarts: 10, Health: time.Minute, Unhealthy: 2}
		w.boot([]Factory{w.factory("g", s)}, "g a acme", "g b acme", "g c globex")
		w.came("a", "b", "c")
		ref := &Ref{i: w.k.exact.get("b")}
		for _, kind := range []string{"panic", "job", "timer"} {
			var want error
			if kind == "panic" {
				want = ErrPanic
			}
			w.call("b", kind, want)
			time.Sleep(500 * time.Millisecond)
			w.took("b failed, b restarting 1s")
			if ref.State() != StateWaiting || !strings.Contains(w.k.Why("b"), "starts again 1s after it failed") {
				t.Errorf("%s: %v, %s", kind, ref.State(), w.k.Why("b"))
			}
			w.call("b", "", ErrBusy)
			_, err := w.k.Bus().Invoke(context.Background(), "greet.greet", Params{"target": "globex"})
			if err != nil {
				t.Errorf("another tenant: %v", err)
			}
			w.call("a", "", nil)
			time.Sleep(600 * time.Millisecond)
			w.took("b restarted")
			w.came("b")
			w.call("b", "", nil)
			if ref.State() != StateActive {
				t.Errorf("%s: its Ref says %v", kind, ref.State())
			}
		}
		w.sick.Store("b", errors.New("no pulse"))
		time.Sleep(time.Minute + time.Second)
		w.took("")
		time.Sleep(time.Minute)
		w.took("b failed, b restarting 1s, b restarted")
		w.came("b")
	})
}

func TestStrategies(t *testing.T) {
	for _, c := range []struct {
		strategy Strategy
		up       []string
	}{{OneForOne, []string{"b"}}, {OneForAll, []string{"a", "b", "c"}}, {RestForOne, []string{"b", "c"}}} {
		supervised(t, func(w *watched) {
			s := &Supervision{Strategy: c.strategy, Delay: time.Second, Jitter: -1}
			w.boot([]Factory{w.factory("g", s)}, "g a acme", "g b acme", "g c acme", "g other globex")
			w.came("a", "b", "c", "other")
			w.call("b", "panic", ErrPanic)
			time.Sleep(500 * time.Millisecond)
			for _, name := range c.up {
				w.call(name, "", ErrBusy)
			}
			w.call("other", "", nil)
			time.Sleep(time.Second)
			w.came(c.up...)
			w.took("b failed, b restarting 1s, b restarted")
			for _, name := range []string{"a", "b", "c"} {
				w.call(name, "", nil)
			}
		})
	}
}

func TestBackoff(t *testing.T) {
	for _, c := range []struct {
		backoff Backoff
		want    string
	}{{Constant, "1s 1s 1s 1s 1s"}, {Linear, "1s 2s 3s 4s 5s"}, {Exponential, "1s 2s 4s 6s 6s"}} {
		s := Supervision{Backoff: c.backoff, Delay: time.Second, MaxDelay: 6 * time.Second, Jitter: -1}.filled()
		var got []string
		for n := range 5 {
			got = append(got, s.delay(n).String())
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("backoff %d: %v, want %s", c.backoff, got, c.want)
		}
		if d := s.delay(1000); d <= 0 || d > s.MaxDelay {
			t.Errorf("backoff %d after a thousand: %v", c.backoff, d)
		}
	}
	s := Supervision{Backoff: Constant, Delay: time.Second, Jitter: 50}.filled()
	seen := map[time.Duration]bool{}
	for range 100 {
		d := s.delay(0)
		seen[d] = true
		if d < 500*time.Millisecond || d > 1500*time.Millisecond {
			t.Fatalf("a jitter of 50 percent made %v of 1s", d)
		}
	}
	if len(seen) < 10 {
		t.Errorf("%d different delays of 100", len(seen))
	}
}

// An activation that fails is tried again, as often as the budget has it; what it leaves is a
// reason, until the host acts.
func TestActivationIsTriedAgainAndGivenUp(t *testing.T) {
	supervised(t, func(w *watched) {
		ctx := context.Background()
		s := &Supervision{Delay: time.Second, Jitter: -1, Restarts: 2, Within: time.Minute}
		w.broken.Store("a", errors.New("no disk"))
		if err := w.k.Discover(w.factory("g", s), w.factory("user", s, requires(NeedContract, "greet"), provides(sharedContract))); err != nil {
			t.Fatal(err)
		}
		for name, component := range map[string]string{"a": "g", "u": "user"} {
			if _, err := w.k.Instantiate(component, name, Props{"target": "acme"}); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.k.Boot(ctx); err == nil || !strings.Contains(err.Error(), "no disk") {
			t.Errorf("boot: %v", err)
		}
		time.Sleep(10 * time.Second)
		w.took("a failed, a restarting 1s, a failed, a restarting 2s, a failed, a stopped")
		w.came("a", "a", "a")
		why := w.k.Why("u")
		for _, part := range []string{`route "greet" of tenant "acme"`, "\n\ta failed: it used up its restarts, 2 within 1m0s", "no disk"} {
			if !strings.Contains(why, part) {
				t.Errorf("why u: %s\nlacks %s", why, part)
			}
		}
		w.call("a", "", ErrBusy)
		if err := w.k.Restart(ctx, "a"); err == nil || !strings.Contains(err.Error(), "no disk") {
			t.Errorf("restart: %v", err)
		}
		w.broken.Delete("a")
		time.Sleep(time.Minute)
		w.took("a failed, a restarting 1s, a restarted")
		w.call("u", "", nil)
		if err := w.k.Restart(ctx, "a"); err != nil {
			t.Error(err)
		}
		w.call("u", "", nil)
		wantErr(t, "restart nobody", w.k.Restart(ctx, "nobody"), ErrNotFound)
	})
}

// The window moves: failures that are far apart never use the budget up. Panics are counted in it too.
func TestTheWindowMoves(t *testing.T) {
	supervised(t, func(w *watched) {
		s := &Supervision{Delay: time.Second, Jitter: -1, Backoff: Exponential, Restarts: 1, Within: time.Minute, Panics: 2}
		w.boot([]Factory{w.factory("g", s)}, "g a acme")
		for range 5 {
			w.call("a", "panic", ErrPanic)
			w.took("")
			w.call("a", "panic", ErrPanic)
			time.Sleep(2 * time.Minute)
			w.took("a failed, a restarting 1s, a restarted")
			w.call("a", "panic", ErrPanic)
			time.Sleep(2 * time.Minute)
		}
		w.took("")
	})
}

// Escalation takes the tenant, as often as a restart would be allowed, and no other.
func TestEscalation(t *testing.T) {
	supervised(t, func(w *watched) {
		s := &Supervision{Delay: time.Second, Jitter: -1, Backoff: Constant, Restarts: 1, Within: time.Hour, Escalate: EscalateTenant}
		w.boot([]Factory{w.factory("g", s)}, "g a acme", "g b acme", "g c globex")
		w.came("a", "b", "c")
		fail := func(steps string, up ...string) {
			t.Helper()
			w.call("a", "panic", ErrPanic)
			time.Sleep(5 * time.Second)
			w.took(steps)
			w.came(up...)
		}
		fail("a failed, a restarting 1s, a restarted", "a")
		fail("a failed, a escalated, a restarting 1s, a restarted", "b", "a") // as they came up last
		fail("a failed, a stopped")
		w.call("b", "", ErrBusy)
		w.call("c", "", nil)
	})
}

// The component's own method is asked, with the failure, while its handles live.
func TestSuperviseHook(t *testing.T) {
	supervised(t, func(w *watched) {
		var asked atomic.Int64
		s := &Supervision{Delay: time.Second, Jitter: -1}
		f := w.factory("g", s, func(f *FactorySpec) {
			f.Supervise = func(b Body, ctx context.Context) error {
				fail, ok := FailureOf(ctx)
				if !ok || fail.Instance != "a" || !errors.Is(fail.Err, ErrPanic) || ctx.Err() != nil {
					t.Errorf("asked about %+v", fail)
				}
				if asked.Add(1) == 2 {
					return fmt.Errorf("enough after %d", fail.Restarts)
				}
				return nil
			}
		})
		w.boot([]Factory{f}, "g a acme")
		w.call("a", "panic", ErrPanic)
		time.Sleep(2 * time.Second)
		w.took("a failed, a restarting 1s, a restarted")
		w.call("a", "panic", ErrPanic)
		time.Sleep(2 * time.Second)
		w.took("a failed, a stopped")
		if why := w.k.Why("a"); !strings.Contains(why, "refused a restart") || !strings.Contains(why, "enough after 1") {
			t.Error(why)
		}
	})
}

// Without a policy a failure is an error and a line; a kernel's own policy is for those
// that say nothing, and -1 panics are only that.
func TestWhoIsSupervised(t *testing.T) {
	supervised(t, func(w *watched) {
		w.boot([]Factory{w.factory("plain", nil), w.factory("calm", &Supervision{Panics: -1})}, "plain a acme", "calm b acme")
		w.call("a", "panic", ErrPanic)
		w.call("b", "panic", ErrPanic)
		time.Sleep(time.Minute)
		w.took("")
		w.call("a", "", nil)
	})
	supervised(t, func(w *watched) {
		WithSupervision(Supervision{Delay: time.Second, Jitter: -1}).apply(w.k)
		w.boot([]Factory{w.factory("plain", nil)}, "plain a acme")
		w.call("a", "panic", ErrPanic)
		time.Sleep(10 * time.Millisecond)
		w.took("a failed, a restarting 1s")
		// It shuts down with a restart to come, which does not.
	})
}
