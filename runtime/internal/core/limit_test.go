package core

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestParseLimit(t *testing.T) {
	for text, want := range map[string]Limit{
		"100/s":                     {Rate: 100, Per: time.Second},
		"rate=5/m, burst=2":         {Rate: 5, Per: time.Minute, Burst: 2},
		"concurrency=8,queue=32":    {Concurrency: 8, Queue: 32},
		"deadline=1500ms":           {Deadline: 1500 * time.Millisecond},
		"result=1MiB":               {Result: 1 << 20},
		"7/h,result=12":             {Rate: 7, Per: time.Hour, Result: 12},
		"concurrency=1,rate=none":   {Concurrency: 1},
		"result=2KiB,deadline=none": {Result: 2048},
	} {
		if got, err := ParseLimit(text, Limit{}); err != nil || got != want {
			t.Errorf("%q: got %+v, %v, want %+v", text, got, err, want)
		}
	}
	for _, text := range []string{"", ",", "100", "100/d", "0/s", "-1/s", "burst=0", "burst=x", "concurrency=", "queue=1.5", "deadline=0s", "deadline=5", "result=1MB", "result=0B", "result=9999999GiB", "speed=1", "rate", "2000000000/s", "none"} {
		got, err := ParseLimit(text, Limit{Rate: 3})
		if !errors.Is(err, ErrInvalid) || got != (Limit{Rate: 3}) {
			t.Errorf("%q: got %+v, %v, want ErrInvalid and the base", text, got, err)
		}
	}
	base := Limit{Rate: 10, Per: time.Second, Concurrency: 4}
	if got, _ := ParseLimit("concurrency=2", base); got != (Limit{Rate: 10, Per: time.Second, Concurrency: 2}) {
		t.Errorf("over a base: %+v", got)
	}
}

// limitedContract is greetContract with a limit.
func limitedContract(l Limit) *ContractSpec {
	c := *greetContract
	c.Methods = append([]Method(nil), greetContract.Methods...)
	c.Methods[0].Limit = &l
	return &c
}

// limitedKernel has acme and globex behind a limited contract, and what configuration says.
func limitedKernel(t *testing.T, l Limit, conf *memoryConfig, body func(ctx context.Context, name string) (string, error), opts ...Option) *Kernel {
	t.Helper()
	f := greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) { g.handler = body }, func(s *FactorySpec) {
		if l != (Limit{}) {
			s.Provides = []*ContractSpec{limitedContract(l)}
		}
	})
	fs := []Factory{f}
	if conf != nil {
		fs = append(fs, conf.factory())
	}
	return booted(t, opts, fs, "g acme-g acme", "g globex-g globex")
}

func say(k *Kernel, target string) error {
	_, err := k.Bus().Invoke(context.Background(), "greet.greet", Params{"target": target, "name": "x"})
	return err
}

func echo(_ context.Context, name string) (string, error) { return name, nil }

func retryOf(err error) time.Duration {
	var e *Error
	if errors.As(err, &e) {
		return e.Retry
	}
	return 0
}

func TestRateSaysWhenToComeBackAndMeansIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := limitedKernel(t, Limit{Rate: 10, Per: time.Second, Burst: 3}, nil, echo)
		for n := range 3 {
			if err := say(k, "acme"); err != nil {
				t.Fatalf("call %d of the burst: %v", n, err)
			}
		}
		err := say(k, "acme")
		wantErr(t, "over the burst", err, ErrLimited)
		var e *Error
		if errors.As(err, &e); e.Runnable != "greet.greet" || e.Path != "limit.rate" || !strings.Contains(e.Expected, "10 calls a second") || strings.Contains(err.Error(), "acme") {
			t.Errorf("the error is %v", err)
		}
		wait := retryOf(err)
		if wait <= 0 || wait > 100*time.Millisecond {
			t.Fatalf("Retry is %v, want up to one interval of 100 ms", wait)
		}
		if err := say(k, "globex"); err != nil {
			t.Errorf("another tenant: %v", err)
		}
		time.Sleep(wait - time.Microsecond)
		wantErr(t, "a moment before", say(k, "acme"), ErrLimited)
		time.Sleep(time.Microsecond)
		if err := say(k, "acme"); err != nil {
			t.Errorf("after Retry: %v", err)
		}
		// A refused call uses nothing up.
		wantErr(t, "at once again", say(k, "acme"), ErrLimited)
		time.Sleep(100 * time.Millisecond)
		if err := say(k, "acme"); err != nil {
			t.Errorf("an interval later: %v", err)
		}
	})
}

func TestConcurrencyQueuesInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begun := make(chan string, 10)
		next := make(chan struct{})
		k := limitedKernel(t, Limit{Concurrency: 1, Queue: 2}, nil, func(ctx context.Context, name string) (string, error) {
			begun <- name
			<-next
			return name, nil
		})
		c := HostClient[greetAPI](k, greetContract, "acme")
		c.c.spec = k.route("greet").spec
		var wg sync.WaitGroup
		for _, name := range []string{"a", "b", "c"} {
			wg.Go(func() {
				if _, err := greet(c, context.Background(), name); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			})
			synctest.Wait()
		}
		err := say(k, "acme")
		wantErr(t, "over the queue", err, ErrLimited)
		if retryOf(err) <= 0 {
			t.Errorf("no Retry in %v", err)
		}
		gave, cancel := context.WithTimeout(context.Background(), time.Millisecond)
		defer cancel()
		for _, want := range []string{"a", "b", "c"} {
			if got := <-begun; got != want {
				t.Errorf("%s ran, want %s", got, want)
			}
			next <- struct{}{}
			synctest.Wait()
		}
		wg.Wait()
		// Who gives up while waiting leaves its place in the queue.
		wg.Go(func() { _, _ = greet(c, context.Background(), "d") })
		synctest.Wait()
		_, err = greet(c, gave, "e")
		wantErr(t, "a deadline in the queue", err, ErrTimeout)
		<-begun
		next <- struct{}{}
		wg.Wait()
		if l := k.tenantOf("acme").flow().own[limitID{c.c.spec, 0}]; l.running != 0 || len(l.waiting) != 0 {
			t.Errorf("%d running, %d waiting at the end", l.running, len(l.waiting))
		}
	})
}

func TestSettingsOverrideLive(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		conf := newMemoryConfig()
		k := limitedKernel(t, Limit{Rate: 1, Per: time.Hour, Burst: 2}, conf, echo)
		for range 2 {
			if err := say(k, "acme"); err != nil {
				t.Fatal(err)
			}
		}
		wantErr(t, "as declared", say(k, "acme"), ErrLimited)
		conf.must(t, "tenants.acme.sig.limits.greet.greet", "rate=none")
		for range 50 {
			if err := say(k, "acme"); err != nil {
				t.Fatalf("taken back for acme: %v", err)
			}
		}
		for range 2 {
			_ = say(k, "globex")
		}
		wantErr(t, "globex, as declared", say(k, "globex"), ErrLimited)
		conf.must(t, "defaults.sig.limits.greet.greet", "1000/s")
		if r := retryOf(say(k, "globex")); r > time.Millisecond {
			t.Errorf("the default for all: Retry is %v, want at most one interval of it", r)
		}
		conf.must(t, "tenants.globex.sig.limits.greet.greet", "rate=none")
		conf.must(t, "tenants.globex.sig.limit", "1/m,burst=1")
		if err := say(k, "globex"); err != nil {
			t.Errorf("the first below the tenant's own limit: %v", err)
		}
		err := say(k, "globex")
		wantErr(t, "the second", err, ErrLimited)
		if r := retryOf(err); r <= 0 || r > time.Minute {
			t.Errorf("Retry is %v, want up to a minute", r)
		}
		conf.must(t, "tenants.globex.sig.limit", "rate=none,concurrency=3")
		if err := say(k, "globex"); err != nil {
			t.Errorf("after the change: %v", err)
		}
	})
}

func TestASettingThatDoesNotFitIsRefused(t *testing.T) {
	conf := newMemoryConfig()
	k := limitedKernel(t, Limit{}, conf, echo)
	for path, value := range map[string]string{
		"tenants.acme.sig.limit":              "fast",
		"tenants.acme.sig.limits.greet":       "1/s",
		"tenants.acme.sig.limits.greet.greet": "rate=fast",
		"tenants.acme.sig.weight":             "0",
		"tenants.acme.sig.speed":              "1",
		"shared.sig.limit":                    "1/s",
		"defaults.sig.weight":                 "1001",
	} {
		err := conf.set(path, value)
		wantErr(t, path+"="+value, err, ErrInvalid)
		var e *Error
		if errors.As(err, &e); e != nil && (e.Path != path || e.Expected == "") {
			t.Errorf("%s: the error is %v", path, err)
		}
	}
	if err := say(k, "acme"); err != nil {
		t.Error(err)
	}
}

// What a call makes inside of its tenant is part of it: it takes no second slot.
func TestCallsInsideOfACallAreNotCountedAgain(t *testing.T) {
	conf := newMemoryConfig()
	conf.values["tenants.acme.sig.limit"] = "concurrency=1,1/h,burst=1"
	var k *Kernel
	var inner error
	deep := false
	k = limitedKernel(t, Limit{}, conf, func(ctx context.Context, name string) (string, error) {
		if name == "x" && !deep {
			deep = true
			_, inner = k.Bus().Invoke(ctx, "acme-g.greet", Params{"name": "y"})
		}
		return name, nil
	})
	if err := say(k, "acme"); err != nil || inner != nil {
		t.Fatalf("outer %v, inner %v", err, inner)
	}
	wantErr(t, "the next from outside", say(k, "acme"), ErrLimited)
}

// A context that was kept after its call opens nothing.
func TestAKeptContextIsOutsideAgain(t *testing.T) {
	conf := newMemoryConfig()
	conf.values["tenants.acme.sig.limit"] = "1/h,burst=1"
	var kept context.Context
	k := limitedKernel(t, Limit{}, conf, func(ctx context.Context, name string) (string, error) {
		kept = ctx
		return name, nil
	})
	if err := say(k, "acme"); err != nil {
		t.Fatal(err)
	}
	_, err := k.Bus().Invoke(kept, "acme-g.greet", Params{"name": "y"})
	wantErr(t, "a call with it", err, ErrLimited)
}

func TestDeadlineAndResultSize(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := limitedKernel(t, Limit{Deadline: 3 * time.Second, Result: 10}, nil, func(ctx context.Context, name string) (string, error) {
			if name == "slow" {
				<-ctx.Done()
				return "", ctx.Err()
			}
			return name, nil
		})
		at := time.Now()
		_, err := k.Bus().Invoke(context.Background(), "acme-g.greet", Params{"name": "slow"})
		wantErr(t, "past the deadline", err, ErrTimeout)
		if took := time.Since(at); took != 3*time.Second {
			t.Errorf("it took %v", took)
		}
		if out, err := k.Bus().InvokeJSON(context.Background(), "acme-g.greet", []byte(`{"name":"12345678"}`)); err != nil || string(out) != `"12345678"` {
			t.Errorf("a result of 10 bytes: %s, %v", out, err)
		}
		out, err := k.Bus().InvokeJSON(context.Background(), "acme-g.greet", []byte(`{"name":"123456789"}`))
		wantErr(t, "a result of 11 bytes", err, ErrLimited)
		if len(out) > 0 || retryOf(err) != 0 {
			t.Errorf("%q with %v, want nothing and no Retry", out, err)
		}
	})
}

func TestNoLimitCostsNothing(t *testing.T) {
	k := limitedKernel(t, Limit{}, newMemoryConfig(), echo)
	if err := say(k, "acme"); err != nil {
		t.Fatal(err)
	}
	if g := k.exact.get("acme-g").live.Load().guards.Load(); g != 0 {
		t.Errorf("guards are %b after the first call, want none", g)
	}
	if k.tenantOf("acme").flow().own != nil {
		t.Error("limiters were made for nobody")
	}
}

func TestLimitsUnderRace(t *testing.T) {
	conf := newMemoryConfig()
	var running, most atomic.Int64
	k := limitedKernel(t, Limit{Concurrency: 3, Queue: 100}, conf, func(ctx context.Context, name string) (string, error) {
		n := running.Add(1)
		defer running.Add(-1)
		for {
			m := most.Load()
			if n <= m || most.CompareAndSwap(m, n) {
				return name, nil
			}
		}
	})
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for range 200 {
				if err := say(k, "acme"); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wg.Go(func() {
		for n := range 50 {
			conf.must(t, "tenants.acme.sig.limits.greet.greet", []string{"concurrency=2", "concurrency=3"}[n%2])
		}
	})
	wg.Wait()
	if most.Load() > 3 {
		t.Errorf("%d ran at once", most.Load())
	}
}
