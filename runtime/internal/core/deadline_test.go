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
