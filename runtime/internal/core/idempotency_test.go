package core

import (
	"context"
	"errors"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// keyed calls a target's greeter with a key.
func keyed(k *Kernel, target, key, name string) (string, error) {
	out, err := k.Bus().InvokeJSON(WithIdempotencyKey(context.Background(), key), "greet.greet", []byte(`{"target":"`+target+`","name":"`+name+`"}`))
	return string(out), err
}

// Whoever makes a call with a key while it runs or within the window gets the one run's outcome.
func TestOneRunForOneKey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var runs atomic.Int64
		failed := errors.New("out of stock")
		k := limitedKernel(t, Limit{}, nil, func(_ context.Context, name string) (string, error) {
			n := runs.Add(1)
			time.Sleep(time.Second)
			if name == "bad" {
				return "", failed
			}
			return strconv.FormatInt(n, 10), nil
		})
		var wg sync.WaitGroup
		for range 50 {
			wg.Go(func() {
				if got, err := keyed(k, "acme", "order", "x"); got != `"1"` || err != nil {
					t.Errorf("got %s, %v, want the one run's result", got, err)
				}
			})
		}
		wg.Wait()
		if got, _ := keyed(k, "acme", "order", "x"); got != `"1"` || runs.Load() != 1 {
			t.Errorf("afterwards: %s after %d runs", got, runs.Load())
		}
		_, err := keyed(k, "acme", "order", "y")
		wantErr(t, "the key with other params", err, ErrInvalid)
		for range 2 {
			if _, err := keyed(k, "acme", "failing", "bad"); !errors.Is(err, failed) {
				t.Errorf("a run that failed: %v", err)
			}
		}
		if runs.Load() != 2 {
			t.Errorf("%d runs: a failure is an outcome like others", runs.Load())
		}
		for _, key := range []string{"", strings.Repeat("k", 256)} {
			_, err := keyed(k, "acme", key, "x")
			wantErr(t, "a key of "+strconv.Itoa(len(key)), err, ErrInvalid)
		}
		time.Sleep(keyWindow)
		if got, err := keyed(k, "acme", "order", "y"); got != `"3"` || err != nil {
			t.Errorf("after the window: %s, %v", got, err)
		}
	})
}

// A key is its tenant's: another's gets a run of its own, also in a component that they share.
func TestAKeyIsItsTenants(t *testing.T) {
	k := booted(t, nil, []Factory{
		greeterFactory("g", ScopeTenant, nil),
		greeterFactory("board", ScopeShared, func(_ *Mount, g *greeter) {
			g.handler = func(ctx context.Context, _ string) (string, error) {
				c, _ := CallerOf(ctx)
				return "for " + c.Tenant(), nil
			}
		}),
	}, "g acme-g acme", "g globex-g globex", "board board")
	for _, tenant := range []string{"acme", "globex"} {
		if got, err := keyed(k, tenant, "order", "x"); err != nil || got != `"hello x from `+tenant+`"` {
			t.Errorf("%s: %s, %v", tenant, got, err)
		}
		ctx, err := ForTenant(context.Background(), tenant)
		if err != nil {
			t.Fatal(err)
		}
		out, err := k.Bus().InvokeJSON(WithIdempotencyKey(ctx, "order"), "board.greet", []byte(`{"name":"x"}`))
		if err != nil || string(out) != `"for `+tenant+`"` {
			t.Errorf("the board for %s: %s, %v", tenant, out, err)
		}
	}
}

// The run is nobody's who waits: it ends, and is known, when its caller has gone.
func TestARunOutlivesItsCaller(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var runs atomic.Int64
		k := limitedKernel(t, Limit{}, nil, func(ctx context.Context, _ string) (string, error) {
			runs.Add(1)
			select {
			case <-time.After(time.Second):
				return "done", nil
			case <-ctx.Done():
				return "", ctx.Err()
			}
		})
		ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
		defer cancel()
		_, err := k.Bus().InvokeJSON(WithIdempotencyKey(ctx, "order"), "greet.greet", []byte(`{"target":"acme","name":"x"}`))
		wantErr(t, "the impatient", err, ErrTimeout)
		if got, err := keyed(k, "acme", "order", "x"); err != nil || got != `"done"` {
			t.Errorf("%s, %v", got, err)
		}
		if runs.Load() != 1 {
			t.Errorf("%d runs", runs.Load())
		}
	})
}

// A runnable that ends its goroutine leaves nobody waiting, and its key is remembered.
func TestARunThatEndsItsGoroutine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var runs atomic.Int64
		k := limitedKernel(t, Limit{}, nil, func(context.Context, string) (string, error) {
			if runs.Add(1) == 1 {
				runtime.Goexit()
			}
			panic("again")
		})
		for range 2 {
			ctx, cancel := context.WithTimeout(context.Background(), time.Second)
			_, err := k.Bus().InvokeJSON(WithIdempotencyKey(ctx, "order"), "greet.greet", []byte(`{"target":"acme","name":"x"}`))
			cancel()
			wantErr(t, "a run without an end", err, ErrPanic)
		}
		for range 2 {
			_, err := keyed(k, "acme", "panic", "x")
			wantErr(t, "a run that panics", err, ErrPanic)
		}
		if runs.Load() != 2 {
			t.Errorf("%d runs of two keys", runs.Load())
		}
	})
}

// What is remembered is bounded by tenant, and says when there is room again.
func TestKeysAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		size := 0
		k := limitedKernel(t, Limit{}, nil, func(context.Context, string) (string, error) { return strings.Repeat("x", size), nil })
		full := func(tenant, key string) {
			t.Helper()
			_, err := keyed(k, tenant, key, "x")
			wantErr(t, "a key too many", err, ErrLimited)
			if retryOf(err) != keyWindow {
				t.Errorf("come back in %v, want %v", retryOf(err), keyWindow)
			}
		}
		for n := range keyCount {
			if _, err := keyed(k, "acme", strconv.Itoa(n), "x"); err != nil {
				t.Fatal(err)
			}
		}
		full("acme", "new")
		if _, err := keyed(k, "acme", "0", "x"); err != nil {
			t.Errorf("a key that is remembered: %v", err)
		}
		size = keyBytes/4 - 16
		for n := range 4 {
			if _, err := keyed(k, "globex", strconv.Itoa(n), "x"); err != nil {
				t.Errorf("the other tenant: %v", err)
			}
		}
		full("globex", strings.Repeat("k", 64))
		time.Sleep(keyWindow)
		for _, tenant := range []string{"acme", "globex"} {
			if _, err := keyed(k, tenant, "new", "x"); err != nil {
				t.Errorf("%s after the window: %v", tenant, err)
			}
			keys := &k.tenantOf(tenant).flow().keys
			if len(keys.runs) != 1 || len(keys.order) != 1 || keys.bytes > size+16 {
				t.Errorf("%s still has %d runs, %d bytes", tenant, len(keys.runs), keys.bytes)
			}
		}
	})
}

// A run with a key is over when it has ended: an instance that had one can be idle again.
func TestARunWithAKeyIsNoJobAfterItsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := limitedKernel(t, Limit{}, nil, echo)
		if _, err := keyed(k, "acme", "order", "x"); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if n := k.exact.get("acme-g").live.Load().rare.Load().busy.Load(); n != 0 {
			t.Errorf("%d jobs are counted, and the instance would never be passivated", n)
		}
	})
}
