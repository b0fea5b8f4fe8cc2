package core

import (
	"context"
	"errors"
	"maps"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// serve has each tenant keep calls waiting and counts whom the room lets in.
func serve(t *testing.T, r *room, rounds int, tenants map[*tenant]demand) map[*tenant]time.Duration {
	t.Helper()
	served := map[*tenant]time.Duration{}
	var mu sync.Mutex
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for ten, c := range tenants {
		for range c.callers {
			wg.Go(func() {
				for {
					select {
					case <-stop:
						return
					default:
					}
					p, err := r.enter(context.Background(), ten, c.weight, 1<<20)
					if err != nil {
						t.Error(err)
						return
					}
					time.Sleep(c.takes)
					mu.Lock()
					served[ten] += c.takes
					mu.Unlock()
					p.leave(c.takes)
				}
			})
		}
	}
	time.Sleep(time.Duration(rounds) * time.Millisecond)
	mu.Lock()
	out := maps.Clone(served)
	mu.Unlock()
	close(stop)
	wg.Wait()
	return out
}

type demand = struct {
	callers, weight int
	takes           time.Duration
}

func testRoom(n int64) *room { return &room{size: n, lines: map[*tenant]*line{}} }

// Time in the room goes by weight, whoever has more calls waiting, and whoever's take longer.
func TestTheRoomIsSharedByWeight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		small, greedy, heavy, slow := &tenant{name: "small"}, &tenant{name: "greedy"}, &tenant{name: "heavy"}, &tenant{name: "slow"}
		r := testRoom(2)
		got := serve(t, r, 20_000, map[*tenant]demand{
			small:  {4, 1, time.Millisecond},
			greedy: {2000, 1, time.Millisecond},
			heavy:  {16, 3, time.Millisecond},
			slow:   {4, 1, 20 * time.Millisecond},
		})
		share := 40 * time.Second / 6 // two places for 20 s, six shares
		for ten, want := range map[*tenant]time.Duration{small: share, greedy: share, heavy: 3 * share, slow: share} {
			if d := got[ten] - want; d < -want/10 || d > want/10 {
				t.Errorf("%s had %v of the room, want %v", ten.name, got[ten], want)
			}
		}
	})
}

// A call waits behind those of its own tenant, not behind a crowd of another's.
func TestTheGreedyWaitForThemselves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := testRoom(1)
		greedy, other := &tenant{name: "greedy"}, &tenant{name: "other"}
		stop := make(chan struct{})
		var wg sync.WaitGroup
		for range 10_000 {
			wg.Go(func() {
				for {
					p, err := r.enter(context.Background(), greedy, 1, 1<<20)
					if err != nil {
						t.Error(err)
						return
					}
					time.Sleep(time.Millisecond)
					p.leave(time.Millisecond)
					select {
					case <-stop:
						return
					default:
					}
				}
			})
		}
		time.Sleep(100 * time.Millisecond)
		for range 50 {
			at := time.Now()
			p, err := r.enter(context.Background(), other, 1, 0)
			if err != nil {
				t.Fatal(err)
			}
			if waited := time.Since(at); waited > 2*time.Millisecond {
				t.Errorf("it waited %v behind 10 000 calls of another, want at most the two that were before it", waited)
			}
			time.Sleep(time.Millisecond)
			p.leave(time.Millisecond)
			time.Sleep(3 * time.Millisecond)
		}
		close(stop)
		wg.Wait()
		if s := r.state.Load(); s != 0 || len(r.lines) != 0 {
			t.Errorf("state %x and %d lines at the end, want nothing", s, len(r.lines))
		}
	})
}

func TestAFullProcessSaysBusyAndWhen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		conf := newMemoryConfig()
		conf.values["tenants.acme.sig.limit"] = "queue=1"
		go1 := make(chan struct{})
		k := limitedKernel(t, Limit{}, conf, func(ctx context.Context, name string) (string, error) {
			<-go1
			return name, nil
		}, WithConcurrency(1))
		var wg sync.WaitGroup
		for range 2 {
			wg.Go(func() {
				if err := say(k, "acme"); err != nil {
					t.Error(err)
				}
			})
			synctest.Wait()
		}
		err := say(k, "acme")
		wantErr(t, "the third", err, ErrBusy)
		if errors.Is(err, ErrLimited) || retryOf(err) <= 0 {
			t.Errorf("got %v, want ErrBusy alone, with a Retry", err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		_, err = k.Bus().Invoke(ctx, "globex-g.greet", Params{"name": "x"})
		wantErr(t, "a deadline while waiting", err, ErrTimeout)
		close(go1)
		wg.Wait()
		if s := k.room.state.Load(); s != 0 {
			t.Errorf("state %x at the end", s)
		}
	})
}

// A call inside of a call needs no second place: one place is enough for any depth.
func TestNestedCallsHaveTheirPlace(t *testing.T) {
	var k *Kernel
	depth := 0
	k = limitedKernel(t, Limit{}, nil, func(ctx context.Context, name string) (string, error) {
		if depth++; depth < 5 {
			r, err := k.Bus().Invoke(ctx, "acme-g.greet", Params{"name": name + "!"})
			if err != nil {
				return "", err
			}
			return r.(string), nil
		}
		return name, nil
	}, WithConcurrency(1))
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if r, err := k.Bus().Invoke(ctx, "acme-g.greet", Params{"name": "a"}); err != nil || r != "a!!!!" {
		t.Errorf("got %v, %v", r, err)
	}
}

func TestTheRoomUnderRace(t *testing.T) {
	r := testRoom(3)
	var wg sync.WaitGroup
	tens := make([]*tenant, 5)
	for n := range tens {
		tens[n] = &tenant{name: "t" + strconv.Itoa(n)}
	}
	for n := range 40 {
		wg.Go(func() {
			for i := range 300 {
				ctx, cancel := context.Background(), func() {}
				if i%7 == 0 {
					ctx, cancel = context.WithTimeout(ctx, time.Duration(i%50)*time.Microsecond)
				}
				p, err := r.enter(ctx, tens[n%5], 1+n%3, 0)
				if err == nil {
					if s := r.state.Load() &^ roomFull; s < 1 || s > 3 {
						t.Errorf("%d in a room for 3", s)
					}
					p.leave(time.Microsecond)
				}
				cancel()
			}
		})
	}
	wg.Wait()
	if s := r.state.Load(); s != 0 || len(r.ready) != 0 {
		t.Errorf("state %x, %d lines wait at the end", s, len(r.ready))
	}
}

// Nobody waits for ever: a call without a deadline is told that the process is full, one with a deadline
// waits until that. What did not run says nothing of what calls take.
func TestNobodyWaitsForEverForTheRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, ten := testRoom(1), new(tenant)
		p, err := r.enter(context.Background(), ten, 1, 0)
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		_, err = r.enter(context.Background(), ten, 1, 0)
		wantErr(t, "without a deadline", err, ErrBusy)
		if d := time.Since(began); d != lineWait {
			t.Errorf("it waited for %v", d)
		}
		var e *Error
		if !errors.As(err, &e) || e.Retry <= 0 {
			t.Errorf("no hint when to come back: %v", err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), 3*lineWait)
		defer cancel()
		began = time.Now()
		if _, err = r.enter(ctx, ten, 1, 0); !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != 3*lineWait {
			t.Errorf("with a deadline: %v after %v", err, time.Since(began))
		}
		p.leave(0)
		if r.usual.d != 0 || len(r.lines) != 0 || r.state.Load() != 0 {
			t.Errorf("left behind: usual %v, %d lines, state %x", r.usual.d, len(r.lines), r.state.Load())
		}
	})
}

// What settings say of a tenant's weight is its share of a full process, and a change of it is in force while calls wait.
func TestTheWeightInTheSettingsIsTheShare(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		conf := newMemoryConfig()
		var mu sync.Mutex
		ran := map[string]int{}
		k := limitedKernel(t, Limit{}, conf, func(ctx context.Context, _ string) (string, error) {
			c, _ := CallerOf(ctx)
			time.Sleep(time.Millisecond)
			mu.Lock()
			ran[c.Tenant()]++
			mu.Unlock()
			return "", nil
		}, WithConcurrency(1))
		stop := make(chan struct{})
		var wg sync.WaitGroup
		for _, tenant := range []string{"acme", "globex"} {
			for range 8 {
				wg.Go(func() {
					for {
						if err := say(k, tenant); err != nil {
							t.Error(err)
							return
						}
						select {
						case <-stop:
							return
						default:
						}
					}
				})
			}
		}
		share := func(what string, least, most float64) {
			t.Helper()
			time.Sleep(50 * time.Millisecond) // what waited by the weight of before
			mu.Lock()
			clear(ran)
			mu.Unlock()
			time.Sleep(400 * time.Millisecond)
			mu.Lock()
			defer mu.Unlock()
			if ratio := float64(ran["acme"]) / float64(ran["globex"]); ratio < least || ratio > most {
				t.Errorf("%s: %v, want %v to %v times as many of acme's", what, ran, least, most)
			}
		}
		share("without a setting", 0.9, 1.1)
		conf.must(t, "tenants.acme.sig.weight", "3")
		share("acme has a weight of 3", 2.7, 3.3)
		conf.must(t, "defaults.sig.weight", "3")
		share("so have all", 0.9, 1.1)
		close(stop)
		wg.Wait()
	})
}
