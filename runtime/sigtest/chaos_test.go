package sigtest_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/sigtest"
	"github.com/sigen-dev/sigen/runtime/sigtest/internal/fixture"
)

var errTeapot = &sig.Error{Code: sig.CodeLimited, Expected: "tea"}

// outcomes are which of n calls of each tenant fail, in turns of `stride` tenants.
func outcomes(t *testing.T, seed uint64, together bool) (failed map[string][]int, hits []int) {
	chaos := sigtest.NewChaos(t, seed, sigtest.Fault{Component: "pad", Runnable: "peek", Share: 0.3, Err: errTeapot})
	k := office(t, sigtest.Local, chaos.Option())
	failed = map[string][]int{}
	call := func(tenant string, n int) {
		if _, err := fixture.NewNotepadClient(k).Target(tenant).Peek(t.Context()); errors.Is(err, sig.ErrLimited) {
			failed[tenant] = append(failed[tenant], n)
		} else if err != nil {
			t.Error(err)
		}
	}
	for n := range 100 {
		call("acme", n)
		if together {
			call("globex", n)
		}
	}
	return failed, chaos.Hits()
}

// The same seed hits the same calls, whoever else calls between them.
func TestChaosIsReproducible(t *testing.T) {
	alone, hits := outcomes(t, 7, false)
	beside, _ := outcomes(t, 7, true)
	other, _ := outcomes(t, 8, false)
	if n := len(alone["acme"]); n < 10 || n > 60 || n != hits[0] {
		t.Errorf("%d of 100 calls failed, %v hits, with a share of 0.3", n, hits)
	}
	if !slices.Equal(alone["acme"], beside["acme"]) {
		t.Errorf("the same seed: %v, and %v beside another tenant", alone, beside)
	}
	if slices.Equal(alone["acme"], other["acme"]) || slices.Equal(beside["acme"], beside["globex"]) {
		t.Error("other seeds and other tenants meet the same")
	}
}

func TestChaosSeedOfTheEnvironment(t *testing.T) {
	t.Setenv(sigtest.SeedVariable, "42")
	f := sigtest.Fault{Share: 1, Err: errTeapot}
	if s := sigtest.NewChaos(t, 0, f).Seed(); s != 42 {
		t.Errorf("seed %d", s)
	}
	if s := sigtest.NewChaos(t, 5, f).Seed(); s != 5 {
		t.Errorf("a seed that is given: %d", s)
	}
	t.Setenv(sigtest.SeedVariable, "")
	if one, two := sigtest.NewChaos(t, 0, f), sigtest.NewChaos(t, 0, f); one.Seed() == two.Seed() {
		t.Error("two drawn seeds are equal")
	}
}

// Faults hit whom they select, and nobody when they are over; panics are the component's.
func TestChaosSelects(t *testing.T) {
	sigtest.EachWay(t, func(t *testing.T, way sigtest.Way) {
		ctx := t.Context()
		chaos := sigtest.NewChaos(t, 1,
			sigtest.Fault{Tenant: "acme", Runnable: "note", Share: 1, Panic: "boom"},
			sigtest.Fault{Instance: "globex-desk", Runnable: "ask", Share: 1, Err: errTeapot})
		k := office(t, way, chaos.Option())
		acme, globex := fixture.NewNotepadClient(k).Target("acme"), fixture.NewNotepadClient(k).Target("globex")
		_, e1 := acme.Note(ctx, fixture.Words{})
		_, e2 := acme.Peek(ctx)
		_, e3 := globex.Note(ctx, fixture.Words{})
		_, e4 := fixture.NewDeskClient(k).Target("acme").Ask(ctx)
		_, e5 := fixture.NewDeskClient(k).Target("globex").Ask(ctx)
		if !errors.Is(e1, sig.ErrPanic) || !errors.Is(e5, sig.ErrLimited) {
			t.Errorf("whom the faults select: %v, %v", e1, e5)
		}
		if err := errors.Join(e2, e3, e4); err != nil {
			t.Errorf("whom they do not: %v", err)
		}
		chaos.Calm()
		if _, err := acme.Note(ctx, fixture.Words{}); err != nil {
			t.Errorf("when they are over: %v", err)
		}
		if !slices.Equal(chaos.Hits(), []int{1, 1}) {
			t.Errorf("hits %v", chaos.Hits())
		}
	})
}

func TestChaosDelaysByTheFakeClock(t *testing.T) {
	clock := sigtest.NewClock(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
	chaos := sigtest.NewChaos(t, 1, sigtest.Fault{Runnable: "peek", Share: 1, Delay: time.Hour, Jitter: time.Hour})
	k := office(t, sigtest.Local, sig.WithClock(clock), chaos.Option())
	pad := fixture.NewNotepadClient(k).Target("acme")
	done := make(chan error, 1)
	go func() { _, err := pad.Peek(t.Context()); done <- err }()
	if err := clock.Await(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	clock.Advance(time.Hour - 1)
	select {
	case err := <-done:
		t.Fatalf("answered too early: %v", err)
	default:
	}
	clock.Advance(time.Hour + 1)
	if err := <-done; err != nil {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	go func() { _, err := pad.Peek(ctx); done <- err }()
	if err := clock.Await(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("a caller that leaves: %v", err)
	}
	if err := clock.Await(ctx, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("a delay whose caller left is still there: %v", err)
	}
}

// In a bubble a delay takes no time, and the runnable's own deadline ends it.
func TestChaosDelaysInABubble(t *testing.T) {
	for _, c := range []struct {
		delay time.Duration
		want  error
	}{{59 * time.Minute, nil}, {61 * time.Minute, sig.ErrTimeout}} {
		synctest.Test(t, func(t *testing.T) {
			chaos := sigtest.NewChaos(t, 1, sigtest.Fault{Runnable: "within", Share: 1, Delay: c.delay})
			k := office(t, sigtest.Local, chaos.Option())
			_, err := fixture.NewDeskClient(k).Target("acme").Within(t.Context())
			if !errors.Is(err, c.want) {
				t.Errorf("delayed by %v: %v, want %v", c.delay, err, c.want)
			}
		})
	}
}

// A lost request never ran, a lost answer did, and a key makes one run of two arrivals.
func TestChaosOfTransports(t *testing.T) {
	for name, c := range map[string]struct {
		fault   sigtest.Fault
		key     string
		want    int
		wantErr error
	}{
		"request":        {sigtest.Fault{LoseRequest: true}, "", 0, sigtest.ErrLost},
		"answer":         {sigtest.Fault{LoseAnswer: true}, "", 1, sigtest.ErrLost},
		"twice":          {sigtest.Fault{Twice: true}, "", 2, nil},
		"twice, one key": {sigtest.Fault{Twice: true}, "k", 1, nil},
	} {
		t.Run(name, func(t *testing.T) {
			c.fault.Runnable, c.fault.Component, c.fault.Tenant, c.fault.Share = "note", "notepad", "acme", 1
			chaos := sigtest.NewChaos(t, 1, c.fault)
			k := office(t, sigtest.Transported, chaos.Option())
			pad := fixture.NewNotepadClient(k)
			ctx := t.Context()
			if c.key != "" {
				ctx = sig.WithIdempotencyKey(ctx, c.key)
			}
			if _, err := pad.Target("acme").Note(ctx, fixture.Words{List: []string{"a"}}); !errors.Is(err, c.wantErr) {
				t.Errorf("%v, want %v", err, c.wantErr)
			}
			if seen, err := pad.Target("acme").Peek(t.Context()); err != nil || len(seen.Words) != c.want {
				t.Errorf("it ran %d times, want %d; %v", len(seen.Words), c.want, err)
			}
			if _, err := pad.Target("globex").Note(t.Context(), fixture.Words{}); err != nil {
				t.Errorf("another tenant: %v", err)
			}
		})
	}
}

// A subscriber that fails gets its event again.
func TestChaosOfSubscribers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		chaos := sigtest.NewChaos(t, 9, sigtest.Fault{Component: "desk", Runnable: "noted", Share: 0.4, Err: errTeapot}, sigtest.Fault{Component: "desk", Runnable: "noted", Share: 0.2, Panic: "boom"})
		k := office(t, sigtest.Local, chaos.Option())
		pad := fixture.NewNotepadClient(k).Target("acme")
		var want []int
		for n := range 20 {
			if _, err := pad.Note(t.Context(), fixture.Words{List: []string{"x"}}); err != nil {
				t.Fatal(err)
			}
			want = append(want, n+1)
		}
		time.Sleep(time.Minute) // of the bubble: until all were tried again
		synctest.Wait()
		chaos.Calm()
		told, err := fixture.NewDeskClient(k).Target("acme").Told(t.Context())
		if err != nil || !slices.Equal(told.Words, want) {
			t.Errorf("%v, %v; hits %v", told, err, chaos.Hits())
		}
		if h := chaos.Hits(); h[0] == 0 || h[1] == 0 {
			t.Errorf("hits %v", h)
		}
	})
}

// A recorder is a test that notes how it ends.
type recorder struct {
	testing.TB
	fatal bool
}

func (r *recorder) Helper()               {}
func (r *recorder) Fatalf(string, ...any) { r.fatal = true; panic(r) }

func TestFaultsThatMeanNothing(t *testing.T) {
	for name, f := range map[string]sigtest.Fault{
		"no share":   {Err: errTeapot},
		"big share":  {Share: 1.1, Err: errTeapot},
		"nothing":    {Share: 1},
		"negative":   {Share: 1, Delay: -1, Err: errTeapot},
		"both kinds": {Share: 1, Err: errTeapot, Twice: true},
	} {
		r := &recorder{TB: t}
		func() {
			defer func() { _ = recover() }()
			sigtest.NewChaos(r, 1, f)
		}()
		if !r.fatal {
			t.Errorf("%s: accepted", name)
		}
	}
}
