package core

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// What a call's deadline does is what context.WithTimeout does: both are asked the
// same questions, in every order of who ends first.
func TestDeadlineIsWithTimeout(t *testing.T) {
	type made struct {
		ctx    context.Context
		cancel func()
	}
	ways := map[string]func(parent context.Context, d time.Duration) made{
		"context": func(p context.Context, d time.Duration) made {
			ctx, cancel := context.WithTimeout(p, d)
			return made{ctx, cancel}
		},
		"ours": func(p context.Context, d time.Duration) made {
			c := new(deadlineCtx)
			c.begin(p, d)
			return made{c, func() { c.finish(nil) }}
		},
	}
	for name, with := range ways {
		for _, c := range []struct {
			name                       string
			own, parent, cancel, calls time.Duration
			want                       error
		}{
			{"own", 10, 50, 0, 0, context.DeadlineExceeded},
			{"parent's deadline", 50, 10, 0, 0, context.DeadlineExceeded},
			{"parent's cancel", 50, 0, 10, 0, context.Canceled},
			{"end of the call", 50, 60, 0, 10, context.Canceled},
		} {
			for _, ask := range []string{"Err", "Done", "child", "AfterFunc"} {
				t.Run(name+"/"+c.name+"/"+ask, func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) {
						parent, cancel := context.WithCancel(t.Context())
						defer cancel()
						if c.parent > 0 {
							var stop context.CancelFunc
							parent, stop = context.WithTimeout(parent, c.parent*time.Second)
							defer stop()
						}
						m := with(parent, c.own*time.Second)
						defer m.cancel()
						if at, ok := m.ctx.Deadline(); !ok || time.Until(at) > c.own*time.Second {
							t.Error("the deadline is", at, ok)
						}
						ctx := m.ctx
						var ran atomic.Bool
						switch ask {
						case "Done":
							_ = ctx.Done()
						case "child":
							var stop context.CancelFunc
							ctx, stop = context.WithCancel(ctx)
							defer stop()
						case "AfterFunc":
							context.AfterFunc(ctx, func() { ran.Store(true) })
						}
						time.Sleep(9 * time.Second)
						synctest.Wait()
						if ctx.Err() != nil || ran.Load() {
							t.Fatal("ended early:", ctx.Err())
						}
						if c.cancel > 0 {
							time.AfterFunc(time.Second, cancel)
						}
						if c.calls > 0 {
							time.AfterFunc(time.Second, m.cancel)
						}
						time.Sleep(1001 * time.Millisecond)
						synctest.Wait()
						if !errors.Is(ctx.Err(), c.want) {
							t.Errorf("ended with %v, want %v", ctx.Err(), c.want)
						}
						if !errors.Is(context.Cause(ctx), c.want) {
							t.Errorf("its cause is %v, want %v", context.Cause(ctx), c.want)
						}
						select {
						case <-ctx.Done():
						default:
							t.Error("it has ended, and Done is open")
						}
						if ask == "AfterFunc" && !ran.Load() {
							t.Error("AfterFunc did not run")
						}
					})
				})
			}
		}
	}
}

// Whoever gives up ends the call: the runnable's context is done, through the calls between and whatever
// the kernel has put around it, and the deadline that it sees is the caller's.
func TestCancellationReachesTheRunnable(t *testing.T) {
	for what, c := range map[string]struct {
		limit Limit
		opts  []Option
		call  func(ctx context.Context, k *Kernel) error
	}{
		"typed": {call: func(ctx context.Context, k *Kernel) error {
			_, err := greet(HostClient[greetAPI](k, k.route("greet").spec, "acme"), ctx, "x")
			return err
		}},
		"by name": {call: func(ctx context.Context, k *Kernel) error {
			_, err := k.Bus().Invoke(ctx, "greet.greet", Params{"target": "acme"})
			return err
		}},
		"by JSON, with a limit": {limit: Limit{Concurrency: 1, Deadline: time.Hour}, call: func(ctx context.Context, k *Kernel) error {
			_, err := k.Bus().InvokeJSON(ctx, "greet.greet", []byte(`{"target":"acme"}`))
			return err
		}},
		"observed, in a bounded process": {opts: []Option{WithObserver(new(recorder)), WithConcurrency(1)}, call: func(ctx context.Context, k *Kernel) error {
			_, err := greet(HostClient[greetAPI](k, k.route("greet").spec, "acme"), ctx, "x")
			return err
		}},
		"through another component": {call: func(ctx context.Context, k *Kernel) error {
			_, err := k.Bus().Invoke(ctx, "acme-user.greet", nil)
			return err
		}},
	} {
		t.Run(what, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var until time.Time
				inside := make(chan struct{})
				f := greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) {
					g.handler = func(ctx context.Context, _ string) (string, error) {
						until, _ = ctx.Deadline()
						close(inside)
						<-ctx.Done()
						return "", context.Cause(ctx)
					}
				}, func(s *FactorySpec) {
					if c.limit != (Limit{}) {
						s.Provides = []*ContractSpec{limitedContract(c.limit)}
					}
				})
				user := greeterFactory("user", ScopeTenant, func(m *Mount, g *greeter) {
					g.peer = NewClient[greetAPI](m, greetContract)
					g.handler = func(ctx context.Context, name string) (string, error) { return greet(g.peer, ctx, name) }
				}, provides(sharedContract))
				k := booted(t, c.opts, []Factory{f, user}, "g acme-g acme", "user acme-user acme")
				limit := time.Now().Add(time.Minute)
				ctx, cancel := context.WithDeadline(t.Context(), limit)
				defer cancel()
				done := make(chan error, 1)
				go func() { done <- c.call(ctx, k) }()
				<-inside
				cancel()
				if err := <-done; !errors.Is(err, context.Canceled) {
					t.Errorf("the call ends with %v, want its cancellation", err)
				}
				if !until.Equal(limit) {
					t.Errorf("the runnable sees the deadline %v, want %v", until, limit)
				}
			})
		})
	}
}
