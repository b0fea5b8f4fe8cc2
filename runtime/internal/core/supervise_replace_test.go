package core

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// A body that was replaced while its failure was dealt with takes its failure with it.
func TestAFailureIsNotItsSuccessors(t *testing.T) {
	supervised(t, func(w *watched) {
		ctx := context.Background()
		asked, decide := make(chan struct{}), make(chan struct{})
		f := w.factory("g", &Supervision{Jitter: -1}, func(s *FactorySpec) {
			s.Supervise = func(Body, context.Context) error {
				close(asked)
				<-decide
				return nil
			}
		})
		w.boot([]Factory{f}, "g acme-g acme")
		_, _ = w.k.Bus().Invoke(ctx, "acme-g.greet", Params{"name": "panic"})
		<-asked
		ref, err := w.k.Replace(ctx, "acme-g", "", nil)
		if err != nil {
			t.Fatal(err)
		}
		close(decide)
		time.Sleep(time.Minute)
		synctest.Wait()
		if ref.State() != StateActive || w.k.Why("acme-g") != "" {
			t.Errorf("the new body is %v: %s", ref.State(), w.k.Why("acme-g"))
		}
		if err := say(w.k, "acme"); err != nil {
			t.Error(err)
		}
		if n := len(w.k.watches.of); n != 0 {
			t.Errorf("%d instances are watched that failed never", n)
		}
	})
}

// What the host started again while its siblings went down is not started a second time over it.
func TestAHostsRestartIsNotUndone(t *testing.T) {
	supervised(t, func(w *watched) {
		ctx := context.Background()
		slow, going := make(chan struct{}), make(chan struct{})
		f := w.factory("g", &Supervision{Strategy: OneForAll, Jitter: -1}, func(s *FactorySpec) {
			s.Provides = []*ContractSpec{greetContract}
			s.Deactivate = func(b Body, _ context.Context) error {
				if b.state().inst.name == "first" {
					select {
					case <-slow:
					default:
						close(going)
						<-slow
					}
				}
				return nil
			}
		})
		w.boot([]Factory{f}, "g first acme", "g second acme")
		_, _ = w.k.Bus().Invoke(ctx, "first.greet", Params{"name": "panic"})
		<-going // second is down
		if err := w.k.Restart(ctx, "second"); err != nil {
			t.Fatal(err)
		}
		b := w.k.exact.get("second").live.Load()
		close(slow)
		time.Sleep(time.Minute)
		synctest.Wait()
		if now := w.k.exact.get("second").live.Load(); b == nil || now != b || b.phase.Load() != phaseActive {
			t.Errorf("the body that the host started is %p in phase %d, the live one is %p", b, b.phase.Load(), now)
		}
		if why := w.k.Why("first"); why != "" {
			t.Error(why)
		}
	})
}

// Supervision forgets who was removed while a restart was due.
func TestSupervisionForgetsWhoWent(t *testing.T) {
	supervised(t, func(w *watched) {
		ctx := context.Background()
		w.boot([]Factory{w.factory("g", &Supervision{Escalate: EscalateTenant, Restarts: 1, Jitter: -1})}, "g a1 acme", "g a2 acme")
		for range 2 {
			_, _ = w.k.Bus().Invoke(ctx, "a1.greet", Params{"name": "panic"})
			time.Sleep(150 * time.Millisecond)
			synctest.Wait()
		}
		_, _ = w.k.Bus().Invoke(ctx, "a1.greet", Params{"name": "panic"})
		synctest.Wait() // down, and to start again
		for _, name := range []string{"a1", "a2"} {
			if err := w.k.Remove(ctx, name); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if of, tenants := len(w.k.watches.of), len(w.k.watches.tenants); of != 0 || tenants != 0 {
			t.Errorf("it remembers %d instances and %d tenants", of, tenants)
		}
	})
}

// To be asked for its health keeps no instance active.
func TestHealthKeepsNobodyActive(t *testing.T) {
	s := newShelf()
	f := virtualFactory("v", s, func(f *FactorySpec) {
		f.Supervision = &Supervision{Health: time.Hour}
		f.Health = func(Body, context.Context) error { return nil }
	})
	k := booted(t, []Option{WithResidency(ResidencyPolicy{Default: Lazy, Active: 1})}, []Factory{f}, tenants(2)...)
	for _, target := range []string{"t0", "t1", "t0"} {
		if err := say(k, target); err != nil {
			t.Errorf("%s: %v", target, err)
		}
	}
}

// A first call that fails is that call's failure: the next one tries again.
func TestTheCallAfterAFailedFirstCallTriesAgain(t *testing.T) {
	s := newShelf()
	broken := true
	f := virtualFactory("v", s, func(f *FactorySpec) {
		f.Activate = func(Body, context.Context) error {
			if broken {
				return errors.New("no database")
			}
			return nil
		}
	})
	k := booted(t, []Option{WithResidency(ResidencyPolicy{Default: Lazy})}, []Factory{f}, tenants(1)...)
	for range 2 {
		if err := say(k, "t0"); codeOf(err, CodeNone) != CodeFailed {
			t.Errorf("while it is broken: %v", err)
		}
	}
	if why := k.Why("v-t0"); why == "" || k.exact.get("v-t0").aside().err == nil {
		t.Errorf("why: %q", why)
	}
	broken = false
	if err := say(k, "t0"); err != nil {
		t.Errorf("when it is mended: %v", err)
	}
	if i := k.exact.get("v-t0"); i.aside().err != nil || k.Why("v-t0") != "" {
		t.Errorf("afterwards: %v, %q", i.aside().err, k.Why("v-t0"))
	}
}

// Of an instance that is added the failed activation is the error, whoever supervises it.
func TestAFailedAddIsNotSupervised(t *testing.T) {
	supervised(t, func(w *watched) {
		w.boot([]Factory{w.factory("g", &Supervision{Jitter: -1})})
		for range 100 {
			w.broken.Store("new", errors.New("no"))
			if _, err := w.k.Add(context.Background(), "g", "new", Props{"target": "acme"}); err == nil {
				t.Fatal("the activation failed, and Add did not")
			}
			w.broken.Delete("new")
			synctest.Wait()
			if w.k.exact.get("new") != nil || len(w.steps) != 0 {
				t.Fatalf("it is there all the same: %s", w.steps)
			}
		}
	})
}
