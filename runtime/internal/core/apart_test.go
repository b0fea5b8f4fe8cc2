package core

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// leave ends the goroutine of whoever calls a hook of acme's.
func leave(b Body, _ context.Context) error {
	if b.state().inst.target() == "acme" {
		runtime.Goexit()
	}
	return nil
}

// returns runs f on a goroutine of its own, and reports an f that does not return.
func returns(t *testing.T, what string, f func()) {
	t.Helper()
	if !apart(f) {
		t.Errorf("%s: the caller's goroutine has ended", what)
	}
}

// A start that calls every tenant's hook itself comes as far as the first hook that ends the goroutine.
func TestANaiveStartEndsWithOneTenant(t *testing.T) {
	up := 0
	apart(func() {
		for _, hook := range []func(){runtime.Goexit, func() { up++ }} {
			hook()
		}
	})
	if up > 0 {
		t.Error("the naive start goes on, so that nothing is shown")
	}
}

// A hook that ends its goroutine is a failure of its instance, wherever it is called from: who called it and other tenants go on.
func TestHooksThatEndTheirGoroutine(t *testing.T) {
	ctx := t.Context()
	for name, hook := range map[string]func(s *FactorySpec) *func(Body, context.Context) error{
		"activate":   func(s *FactorySpec) *func(Body, context.Context) error { return &s.Activate },
		"deactivate": func(s *FactorySpec) *func(Body, context.Context) error { return &s.Deactivate },
		"snapshot":   func(s *FactorySpec) *func(Body, context.Context) error { return &s.Snapshot },
		"restore":    func(s *FactorySpec) *func(Body, context.Context) error { return &s.Restore },
		"health":     func(s *FactorySpec) *func(Body, context.Context) error { return &s.Health },
		"purge":      func(s *FactorySpec) *func(Body, context.Context) error { return &s.Purge },
	} {
		t.Run(name, func(t *testing.T) {
			nothing := func(Body, context.Context) error { return nil }
			f := greeterFactory("g", ScopeTenant, nil, func(s *FactorySpec) {
				s.Snapshot, s.Restore = nothing, nothing
				*hook(s) = leave
			})
			k := New()
			if err := k.Discover(f); err != nil {
				t.Fatal(err)
			}
			for _, target := range []string{"acme", "globex"} {
				if _, err := k.Instantiate("g", target+"-g", Props{"target": target}); err != nil {
					t.Fatal(err)
				}
			}
			returns(t, "Boot", func() {
				if err := k.Boot(ctx); (name == "activate") != errors.Is(err, ErrPanic) {
					t.Errorf("Boot: %v", err)
				}
			})
			returns(t, "Health", func() {
				if found := k.Health(ctx); (len(found) > 0) != (name == "health") {
					t.Errorf("health: %+v", found)
				}
			})
			if name == "activate" {
				if why := k.Why("acme-g"); !strings.Contains(why, "ended its goroutine") {
					t.Errorf("why: %q", why)
				}
				returns(t, "Add", func() {
					if _, err := k.Add(ctx, "g", "acme-late", Props{"target": "acme"}); !errors.Is(err, ErrPanic) {
						t.Errorf("Add: %v", err)
					}
				})
			} else {
				returns(t, "Replace", func() {
					_, err := k.Replace(ctx, "acme-g", "", nil)
					if fails := name == "snapshot" || name == "restore" || name == "deactivate"; fails != errors.Is(err, ErrPanic) {
						t.Errorf("Replace: %v", err)
					}
				})
			}
			returns(t, "Offboard", func() {
				_, err := k.Offboard(ctx, "acme")
				if fails := name == "purge" || name == "deactivate"; fails != errors.Is(err, ErrPanic) {
					t.Errorf("Offboard: %v", err)
				}
			})
			if err := say(k, "globex"); err != nil {
				t.Errorf("another tenant: %v", err)
			}
			returns(t, "Shutdown", func() {
				if err := k.Shutdown(ctx); err != nil {
					t.Errorf("Shutdown: %v", err)
				}
			})
		})
	}
}

// What an instance began while it mounted ends with an activation that ends its goroutine.
func TestAnActivationThatEndsItsGoroutineLeavesNothing(t *testing.T) {
	job := make(chan error, 1)
	f := greeterFactory("g", ScopeTenant, nil, func(s *FactorySpec) {
		s.Activate = func(b Body, _ context.Context) error {
			g := b.state().impl().(*greeter)
			g.Go(func(ctx context.Context) error {
				<-ctx.Done()
				job <- g.Publish(context.Background(), "orders.late", nil)
				return nil
			})
			runtime.Goexit()
			return nil
		}
	})
	k := booted(t, nil, []Factory{f})
	if _, err := k.Add(t.Context(), "g", "acme-g", Props{"target": "acme"}); !errors.Is(err, ErrPanic) {
		t.Errorf("Add: %v", err)
	}
	select {
	case err := <-job:
		if !errors.Is(err, ErrInstanceGone) {
			t.Errorf("a handle of its job: %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Error("its job goes on")
	}
}

// However many first calls end the goroutine that brings instances up, others come up.
func TestPlacesOfActivationsComeBack(t *testing.T) {
	f := greeterFactory("g", ScopeTenant, nil, func(s *FactorySpec) { s.Activate = leave })
	k := booted(t, []Option{WithResidency(ResidencyPolicy{Default: Lazy, Activations: 1, Active: 1})}, []Factory{f}, "g acme-g acme", "g globex-g globex")
	for range 3 {
		if err := say(k, "acme"); !errors.Is(err, ErrPanic) {
			t.Errorf("acme: %v", err)
		}
	}
	if err := say(k, "globex"); err != nil {
		t.Errorf("globex: %v", err)
	}
}

// A decoder of settings that ends its goroutine refuses the change, and whoever sets what goes on.
func TestADecoderThatEndsItsGoroutine(t *testing.T) {
	conf := newMemoryConfig()
	k := booted(t, nil, []Factory{conf.factory(), tunedFactory(func(target, text string) error {
		if target == "acme" && text == "leave" {
			runtime.Goexit()
		}
		return nil
	})}, "config config", "tuned acme-tuned acme", "tuned globex-tuned globex")
	returns(t, "a change", func() {
		if err := conf.set("tenants.acme.tuned.note", "leave"); !errors.Is(err, ErrPanic) {
			t.Errorf("the change: %v", err)
		}
	})
	conf.must(t, "tenants.globex.tuned.note", "new")
	if got := k.exact.get("globex-tuned").live.Load().body.(*tunedInstance).note.Get(); got != "new" {
		t.Errorf("another tenant's setting is %q", got)
	}
}

// A subscriber or a run of Every that ends its goroutine is one failure: the next event, and the next run, come.
func TestWorkThatEndsItsGoroutineGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var heard, runs atomic.Int64
		f := greeterFactory("g", ScopeTenant, nil, func(s *FactorySpec) {
			s.Events = []EventSpec{{Topic: "orders.made", Type: "core.order", Encode: func(dst []byte, p any) ([]byte, bool, error) {
				return append(dst, p.(string)...), true, nil
			}}}
			s.Subs = []SubSpec{{Topic: "orders.*", Type: "core.order", Method: "on", Deliver: func(_ Body, _ context.Context, data []byte) error {
				if string(data) == "leave" {
					runtime.Goexit()
				}
				heard.Add(1)
				return nil
			}}}
		})
		k := booted(t, nil, []Factory{f}, "g acme-g acme")
		g := k.exact.get("acme-g").live.Load().impl().(*greeter)
		for _, text := range []string{"one", "leave", "two"} {
			if err := g.Publish(context.Background(), "orders.made", text); err != nil {
				t.Error(err)
			}
		}
		g.Every(time.Second, func(context.Context) error {
			if runs.Add(1) == 1 {
				runtime.Goexit()
			}
			return nil
		})
		time.Sleep(2500 * time.Millisecond)
		if heard.Load() != 2 || runs.Load() != 2 {
			t.Errorf("%d events were heard, Every ran %d times, want 2 and 2", heard.Load(), runs.Load())
		}
		letters := k.DeadLetters("acme")
		if len(letters) != 1 || string(letters[0].Payload) != "leave" {
			t.Errorf("the dead letters are %+v", letters)
		}
		if err := k.Remove(t.Context(), "acme-g"); err != nil {
			t.Error(err)
		}
	})
}
