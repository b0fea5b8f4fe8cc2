package core

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// A call that is refused further on uses nothing of a rate up, whatever refused it.
func TestARefusedCallKeepsItsRate(t *testing.T) {
	for _, c := range []struct {
		what     string
		runnable Limit
		settings map[string]string
		opts     []Option
		patience time.Duration // of the calls that are refused; 0 for any
		want     error
	}{
		{what: "the runnable's slots", runnable: Limit{Rate: 1, Per: time.Hour, Burst: 2, Concurrency: 1}, want: ErrLimited},
		{what: "the runnable's queue, left before its turn", runnable: Limit{Rate: 1, Per: time.Hour, Burst: 2, Concurrency: 1, Queue: 8}, patience: time.Second, want: ErrTimeout},
		{what: "the tenant's slots", runnable: Limit{Rate: 1, Per: time.Hour, Burst: 2},
			settings: map[string]string{"tenants.acme.sig.limit": "1/h,burst=2,concurrency=1"}, want: ErrLimited},
		{what: "the runnable's slots, and the tenant has a rate", runnable: Limit{Concurrency: 1},
			settings: map[string]string{"tenants.acme.sig.limit": "1/h,burst=2,concurrency=9"}, want: ErrLimited},
		{what: "a full process", runnable: Limit{Rate: 1, Per: time.Hour, Burst: 2}, opts: []Option{WithConcurrency(1)}, patience: time.Second, want: ErrTimeout},
	} {
		t.Run(c.what, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				conf := newMemoryConfig()
				next := make(chan struct{})
				k := limitedKernel(t, c.runnable, conf, func(ctx context.Context, name string) (string, error) {
					<-next
					return name, nil
				}, c.opts...)
				for path, text := range c.settings {
					conf.must(t, path, text)
				}
				first := make(chan error, 1)
				go func() { first <- say(k, "acme") }()
				synctest.Wait()
				for range 3 {
					ctx := t.Context()
					if c.patience > 0 {
						var cancel context.CancelFunc
						ctx, cancel = context.WithTimeout(ctx, c.patience)
						defer cancel()
					}
					_, err := k.Bus().Invoke(ctx, "greet.greet", Params{"target": "acme", "name": "x"})
					wantErr(t, "while another runs", err, c.want)
				}
				close(next)
				if err := <-first; err != nil {
					t.Fatal(err)
				}
				if err := say(k, "acme"); err != nil {
					t.Errorf("the second of a burst of two: %v", err)
				}
				wantErr(t, "the third", say(k, "acme"), ErrLimited)
			})
		})
	}
}

// Whom a rate turns away does not wait for a slot first.
func TestRatesAreAskedBeforeQueues(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		conf := newMemoryConfig()
		next := make(chan struct{})
		k := limitedKernel(t, Limit{Rate: 1, Per: time.Hour, Burst: 1}, conf, func(ctx context.Context, name string) (string, error) {
			<-next
			return name, nil
		})
		conf.must(t, "tenants.acme.sig.limit", "concurrency=1,queue=9")
		first := make(chan error, 1)
		go func() { first <- say(k, "acme") }()
		synctest.Wait()
		began := time.Now()
		err := say(k, "acme")
		wantErr(t, "over the rate", err, ErrLimited)
		var e *Error
		if errors.As(err, &e); e.Path != "limit.rate" || time.Since(began) > 0 {
			t.Errorf("%v after %v, want the rate's answer at once", err, time.Since(began))
		}
		close(next)
		if err := <-first; err != nil {
			t.Fatal(err)
		}
	})
}

// A call that did not run is counted as refused, and neither as a call nor as an error.
func TestARefusedCallIsNoCall(t *testing.T) {
	ctx := t.Context()
	f := observedGreeters(func(s *FactorySpec) {
		s.Provides = []*ContractSpec{limitedContract(Limit{Rate: 1, Per: time.Hour, Burst: 2})}
	})
	k := booted(t, nil, []Factory{f}, "g acme-g acme")
	c := HostClient[greetAPI](k, k.route("greet").spec, "acme")
	counts := func(what string, calls, errs, refused int64) {
		t.Helper()
		s, ten := k.Status().Instances[0], k.Tenants()[0]
		if s.Calls != calls || s.Errors != errs || s.Refused != refused || s.InFlight != 0 {
			t.Errorf("%s: %+v, want %d calls, %d errors, %d refused", what, s, calls, errs, refused)
		}
		if ten.Calls != calls || ten.Errors != errs || ten.Refused != refused {
			t.Errorf("%s: %+v, want %d calls, %d errors, %d refused", what, ten, calls, errs, refused)
		}
	}
	for range 2 {
		if _, err := greet(c, ctx, "x"); err != nil {
			t.Fatal(err)
		}
	}
	_, err := greet(c, ctx, "x")
	wantErr(t, "by client, over the limit", err, ErrLimited)
	wantErr(t, "by name, over the limit", say(k, "acme"), ErrLimited)
	_, err = keyed(k, "acme", "", "x")
	wantErr(t, "a key that is none", err, ErrInvalid)
	counts("over the limit", 2, 0, 3)

	if err := k.DrainInstance(ctx, "acme-g"); err != nil {
		t.Fatal(err)
	}
	if b := k.exact.get("acme-g").live.Load(); b != nil {
		t.Fatal("a drained instance has a body still")
	}
	if err := k.Restart(ctx, "acme-g"); err != nil {
		t.Fatal(err)
	}
	b := k.exact.get("acme-g").live.Load()
	b.become(phaseDraining)
	_, err = greet(c, ctx, "x")
	wantErr(t, "by client, draining", err, ErrDraining)
	wantErr(t, "by name, draining", say(k, "acme"), ErrDraining)
	b.become(phaseActive)
	counts("draining", 0, 0, 0)

	// Whoever shares an outcome makes no call of its own.
	k2 := booted(t, nil, []Factory{observedGreeters()}, "g acme-g acme")
	for range 3 {
		if _, err := keyed(k2, "acme", "order", "x"); err != nil {
			t.Fatal(err)
		}
	}
	if s := k2.Status().Instances[0]; s.Calls != 1 || s.Refused != 0 {
		t.Errorf("one run for three: %+v", s)
	}
}

// Who calls is seen of a refused call too: its span has a parent, also where the tenant changes.
func TestObserverSeesWhoIsRefused(t *testing.T) {
	type key struct{}
	for _, timeout := range []time.Duration{0, time.Minute} {
		o := &refusing{key: key{}}
		limited := limitedContract(Limit{Rate: 1, Per: time.Hour, Burst: 1})
		limited.Methods[0].Timeout = timeout
		f := greeterFactory("g", ScopeTenant, nil, func(s *FactorySpec) { s.Provides = []*ContractSpec{limited} })
		k := booted(t, []Option{WithObserver(o)}, []Factory{f}, "g acme-g acme")
		ctx := context.WithValue(t.Context(), key{}, "host's")
		c := HostClient[greetAPI](k, limited, "acme")
		if _, err := greet(c, ctx, "x"); err != nil {
			t.Fatal(err)
		}
		_, err := greet(c, ctx, "x")
		wantErr(t, "over the limit", err, ErrLimited)
		_, err = k.Bus().Invoke(ctx, "greet.greet", Params{"target": "acme"})
		wantErr(t, "over the limit, by name", err, ErrLimited)
		_, err = k.Bus().InvokeJSON(WithIdempotencyKey(ctx, ""), "greet.greet", []byte(`{"target":"acme","name":"x"}`))
		wantErr(t, "a key that is none", err, ErrInvalid)
		if len(o.from) != 3 || o.from[0] != "host's" || o.from[1] != "host's" || o.from[2] != "host's" {
			t.Errorf("timeout %v: refused calls come from %v", timeout, o.from)
		}
	}
}

// refusing notes what a context of whoever was refused has.
type refusing struct {
	key  any
	from []any
}

func (*refusing) Observe(KernelEvent) {}

func (*refusing) BeginCall(_, _ context.Context, _ CallInfo) (context.Context, func(error, time.Duration)) {
	return nil, nil
}

func (o *refusing) CallRefused(ctx context.Context, _ CallInfo, _ error) {
	o.from = append(o.from, ctx.Value(o.key))
}

// Of an instance that restarts the old body has gone for a moment, and is what a call finds: it is told to
// come again, and not that the instance is no more.
func TestARestartIsNoRemoval(t *testing.T) {
	k := booted(t, nil, []Factory{greeterFactory("g", ScopeTenant, nil)}, "g acme-g acme")
	b := k.exact.get("acme-g").live.Load()
	b.become(phaseGone)
	_, err := k.Bus().Invoke(t.Context(), "acme-g.greet", Params{"name": "x"})
	b.become(phaseActive)
	var e *Error
	if !errors.As(err, &e) || !errors.Is(err, ErrDraining) || e.Retry == 0 {
		t.Errorf("between two bodies: %v", err)
	}
	if err := k.Remove(t.Context(), "acme-g"); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Bus().Invoke(t.Context(), "acme-g.greet", Params{"name": "x"}); errors.Is(err, ErrDraining) {
		t.Errorf("after the removal: %v", err)
	}
}
