package attack

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/attack/victim"
	"github.com/sigen-dev/sigen/runtime/sigtest"
)

// What an instance held is dead with it, and stays dead when a successor of the
// same name is there. Before the end all of it works; a handle of an ordinary program works
// afterwards too, and finds what the successor has.
func TestHandlesDieWithTheirInstance(t *testing.T) {
	ctx := context.Background()
	naive := program{t.TempDir()}
	old, err := naive.open("acme")
	if err != nil {
		t.Fatal(err)
	}
	if err := naive.remove("acme", func(string) {}); err != nil {
		t.Fatal(err)
	}
	if successor, err := naive.open("acme"); err != nil || successor.Put(ctx, "canary", []byte(acmeCanary)) != nil {
		t.Fatal(err)
	}
	if data, err := old.Get(ctx, "canary"); string(data) != acmeCanary {
		t.Fatalf("a handle without an end finds %q, %v, so that nothing is proved", data, err)
	}

	srv := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(srv.Close)
	w := newWorld(t)
	w.plant("acme", acmeCanary)
	admin, err := sig.Require(w.Kernel, sig.ConfigAdminContract)
	if err != nil {
		t.Fatal(err)
	}
	victim.PlanBoard("nothing", func(context.Context, *victim.Board, string) (victim.Loot, error) { return victim.Loot{}, nil })
	var kept *victim.Suspect
	var keptCtx context.Context
	w.must("acme", func(ctx context.Context, s *victim.Suspect) error { kept, keptCtx = s, ctx; return nil })
	keptCtx = context.WithoutCancel(keptCtx)
	url := kept.Settings.Get().URL
	client := victim.NewSuspectClient(w.Kernel).Target("acme")
	check := func(when string, alive bool) {
		if err := admin.Set("tenants.acme.http.allow", srv.URL); err != nil {
			t.Fatal(err)
		}
		for name, try := range map[string]func() error{
			"files":        func() error { _, err := kept.Files.Get(ctx, "canary"); return err },
			"files put":    func() error { return kept.Files.Put(ctx, "late", nil) },
			"common files": func() error { _, err := kept.Common.Get(ctx, "canary"); return err },
			"credentials":  func() error { _, err := kept.Creds.Get(ctx, "api-key"); return err },
			"the pool": func() error {
				rows, err := kept.Pool.Query(ctx, "SELECT 1")
				if err != nil {
					return err
				}
				return rows.Close()
			},
			"a URL":       func() error { return kept.Pool.Use(ctx, url) },
			"outside":     func() error { _, err := kept.HTTP.Do(ctx, sig.HTTPRequest{URL: srv.URL}); return err },
			"the board":   func() error { _, err := kept.Board.Run(ctx, victim.Order{Plot: "nothing"}); return err },
			"publishing":  func() error { return kept.Publish(ctx, "victim.rumour", victim.Rumour{Text: "late"}) },
			"the client":  func() error { _, err := client.Mirror(ctx, victim.Spot{}); return err },
			"its context": func() error { _, err := kept.Board.Run(keptCtx, victim.Order{Plot: "nothing"}); return err },
		} {
			if err := try(); alive && err != nil {
				t.Errorf("%s, %s, so that nothing is proved: %v", when, name, err)
			} else if !alive && !errors.Is(err, sig.ErrInstanceGone) {
				t.Errorf("%s, %s: %v", when, name, err)
			}
		}
		if v := kept.Config.String("suspect.note", "nothing"); (v != "nothing") != alive {
			t.Errorf("%s, raw configuration: %q", when, v)
		}
	}
	check("before the end", true)
	if _, err := w.Offboard(t.Context(), "acme"); err != nil {
		t.Fatal(err)
	}
	check("after the end", false)
	w.instantiate("suspect", "acme-suspect", "acme")
	w.plant("acme", "a successor's own")
	check("with a successor", false)
	w.must("acme", func(ctx context.Context, s *victim.Suspect) error {
		if s.Board == kept.Board {
			t.Error("the successor has the predecessor's client")
		}
		return nil
	})
}

// Events, timers and goroutines end with the instance: nothing that a tenant set off
// reaches its successor.
func TestNothingArrivesAfterRemoval(t *testing.T) {
	// A house is where acme lives, ends and has a successor.
	type house struct {
		clock    *sigtest.Clock
		enter    func(f func(ctx context.Context, s lively) error) // as the acme that is there
		end, new func()
		settle   func()      // until what was begun is done
		heard    chan string // by acme
	}
	// haunt has acme set off what does not want to end, ends it, and returns what goes on when there is a successor.
	haunt := func(h house) map[string]int {
		t.Helper()
		var mu sync.Mutex
		late := map[string]int{}
		note := func(what string) {
			mu.Lock()
			defer mu.Unlock()
			late[what]++
		}
		var ended atomic.Bool
		gone, fired, ticked := make(chan struct{}), make(chan struct{}), make(chan struct{}, 1)
		var kept lively
		h.enter(func(ctx context.Context, s lively) error {
			kept = s
			s.Go(func(ctx context.Context) error {
				defer close(fired)
				select { // who is told of its end hears it, others find out
				case <-ctx.Done():
				case <-gone:
				}
				ctx = context.WithoutCancel(ctx)
				if s.Publish(ctx, "victim.rumour", victim.Rumour{Text: "from the grave"}) == nil {
					note("an event")
				}
				_ = s.Leave(ctx) // removal waits for this goroutine, so it may still write: what it writes is purged
				s.Go(func(context.Context) error { note("a goroutine"); return nil })
				s.After(time.Second, func(context.Context) { note("a timer") })
				s.Every(time.Second, func(context.Context) error { note("a job"); return nil })
				return nil
			})
			s.Every(time.Minute, func(ctx context.Context) error {
				if c, ok := sig.CallerOf(ctx); !ok || c.Tenant() != "acme" {
					note("a job of nobody")
				}
				if ended.Load() {
					note("a job that goes on")
				}
				select {
				case ticked <- struct{}{}:
				default:
				}
				return nil
			})
			s.After(time.Hour, func(context.Context) { note("an old timer") })
			return s.Publish(ctx, "victim.rumour", victim.Rumour{Text: "alive"})
		})
		if text := <-h.heard; text != "alive" {
			t.Fatalf("heard %q", text)
		}
		h.clock.Advance(time.Minute)
		<-ticked
		h.end()
		ended.Store(true)
		h.new()
		close(gone)
		<-fired
		h.settle()
		h.clock.Advance(2 * time.Hour)
		if kept.Publish(context.Background(), "victim.rumour", victim.Rumour{Text: "of a handle"}) == nil {
			note("a handle")
		}
		h.enter(func(ctx context.Context, s lively) error {
			if s.Meets(ctx) {
				note("a file")
			}
			return s.Publish(ctx, "victim.rumour", victim.Rumour{Text: "anew"})
		})
		for text := <-h.heard; text != "anew"; text = <-h.heard {
			note(text)
		}
		for len(h.heard) > 0 {
			note("again " + <-h.heard)
		}
		mu.Lock()
		defer mu.Unlock()
		return maps.Clone(late)
	}

	var jobs sync.WaitGroup
	bus, heard := naiveBuses()[0], make(chan string, 64)
	naive := &naiveLife{bus: bus, clock: sigtest.NewClock(time.Unix(0, 0)), place: map[string]bool{}, jobs: &jobs}
	move := func() { bus.subscribe("victim.rumour", heard) }
	move()
	late := haunt(house{naive.clock, func(f func(context.Context, lively) error) {
		if err := f(context.Background(), naive); err != nil {
			t.Fatal(err)
		}
	}, func() {}, move, jobs.Wait, heard})
	for _, what := range []string{"an event", "from the grave", "a goroutine", "a timer", "a job", "an old timer", "a job of nobody", "a job that goes on",
		"a handle", "of a handle", "a file", "again anew"} {
		if late[what] == 0 {
			t.Fatalf("%s ends with the naive tenant, so that nothing is proved", what)
		}
	}

	clock := sigtest.NewClock(time.Unix(0, 0))
	w := newWorld(t, sig.WithClock(clock))
	late = haunt(house{clock, func(f func(context.Context, lively) error) {
		w.must("acme", func(ctx context.Context, s *victim.Suspect) error { return f(ctx, life{s}) })
	}, func() {
		if _, err := w.Offboard(t.Context(), "acme"); err != nil {
			t.Fatal(err)
		}
	}, func() { w.instantiate("suspect", "acme-suspect", "acme") }, func() {}, victim.Hear("acme-suspect")})
	for what, n := range late {
		t.Errorf("%s came late, %d times", what, n)
	}
}

// An event is heard by its own tenant and by nobody else, whatever was forged.
func TestEventsStayWithTheirTenant(t *testing.T) {
	const topic = "victim.rumour"
	forged, err := sig.ForTenant(context.Background(), "globex")
	if err != nil {
		t.Fatal(err)
	}
	type publish func(ctx context.Context, topic, text string) error
	type way struct {
		name  string
		ctx   context.Context // nil for the caller's own
		topic string
		want  error
	}
	ways := []way{{"its own context", nil, topic, nil}, {"no context", context.Background(), topic, nil}, {"a forged context", forged, topic, sig.ErrScope}}
	for _, hostile := range []string{"victim.*", ">", "", "*", "globex.victim.rumour", "globex.>", "*.victim.rumour", "globex.victim..rumour", "victim..rumour", "victim.rumour\x00"} {
		ways = append(ways, way{strconv.Quote(hostile), nil, hostile, sig.ErrInvalid})
	}
	// spread publishes as acme in every way, then as globex, and returns what globex hears before its own.
	spread := func(asAcme func(try func(own context.Context, publish publish)), asGlobex func() error, heard chan string) (crossed []string, failed map[string]error) {
		t.Helper()
		failed = map[string]error{}
		asAcme(func(own context.Context, publish publish) {
			for _, w := range ways {
				ctx := w.ctx
				if ctx == nil {
					ctx = own
				}
				failed[w.name] = publish(ctx, w.topic, w.name)
			}
		})
		if err := asGlobex(); err != nil {
			t.Fatal(err)
		}
		for text := <-heard; text != globexCanary; text = <-heard {
			crossed = append(crossed, text)
		}
		return crossed, failed
	}
	fell := map[string]bool{}
	for _, bus := range naiveBuses() {
		heard := make(chan string, 64)
		bus.subscribe(bus.ear, heard)
		own, err := sig.ForTenant(context.Background(), "acme")
		if err != nil {
			t.Fatal(err)
		}
		crossed, _ := spread(func(try func(context.Context, publish)) { try(own, bus.publish) },
			func() error { heard <- globexCanary; return nil }, heard)
		if len(crossed) == 0 {
			t.Errorf("nothing crosses by %s", bus.name)
		}
		for _, name := range crossed {
			fell[name] = true
		}
	}
	for _, w := range ways {
		if !fell[w.name] {
			t.Fatalf("by %s nothing crosses on any naive bus, so that nothing is proved", w.name)
		}
	}

	w := newWorld(t)
	crossed, failed := spread(func(try func(context.Context, publish)) {
		w.must("acme", func(ctx context.Context, s *victim.Suspect) error {
			try(ctx, func(ctx context.Context, topic, text string) error {
				return s.Publish(ctx, topic, victim.Rumour{Text: text})
			})
			return nil
		})
	}, func() error {
		_, err := w.as("globex", "", func(ctx context.Context, s *victim.Suspect, _ string) (victim.Loot, error) {
			return victim.Loot{}, s.Publish(ctx, topic, victim.Rumour{Text: globexCanary})
		})
		return err
	}, victim.Hear("globex-suspect"))
	if len(crossed) > 0 {
		t.Errorf("globex hears acme by %q", crossed)
	}
	for _, way := range ways {
		if !errors.Is(failed[way.name], way.want) {
			t.Errorf("by %s: %v", way.name, failed[way.name])
		}
	}
	for _, want := range ways[:2] { // acme hears what it may say
		if got := <-victim.Hear("acme-suspect"); got != want.name {
			t.Errorf("acme hears %q, want %q", got, want.name)
		}
	}
}

// Memory that a shared component keeps for its callers is a tenant's own and ends
// with it. A naive board gives everybody what the last one left.
func TestMemoryOfSharedComponents(t *testing.T) {
	w := newWorld(t)
	victim.PlanBoard("naive", func(_ context.Context, b *victim.Board, arg string) (victim.Loot, error) {
		old := b.Naive
		b.Naive = arg
		return victim.Loot{Text: old}, nil
	})
	victim.PlanBoard("careful", func(ctx context.Context, b *victim.Board, arg string) (victim.Loot, error) {
		m, err := b.Seen.Get(ctx)
		if err != nil {
			return victim.Loot{}, err
		}
		old := m.Text
		m.Text = arg
		return victim.Loot{Text: old}, nil
	})
	swap := func(tenant, plot, text string) string {
		l, err := w.as(tenant, text, func(ctx context.Context, s *victim.Suspect, text string) (victim.Loot, error) {
			return s.Board.Run(ctx, victim.Order{Plot: plot, Arg: text})
		})
		if err != nil {
			t.Fatal(err)
		}
		return l.Text
	}
	swap("globex", "naive", globexCanary)
	if got := swap("acme", "naive", acmeCanary); got != globexCanary {
		t.Fatalf("the naive board does not even leak: %q", got)
	}
	swap("globex", "careful", globexCanary)
	if got := swap("acme", "careful", acmeCanary); got != "" {
		t.Errorf("acme met %q", got)
	}
	if got := swap("globex", "careful", globexCanary); got != globexCanary {
		t.Errorf("globex lost its own: %q", got)
	}
	if _, err := w.Offboard(t.Context(), "acme"); err != nil {
		t.Fatal(err)
	}
	w.instantiate("suspect", "acme-suspect", "acme")
	if got := swap("acme", "careful", ""); got != "" {
		t.Errorf("the successor met %q", got)
	}
	if _, err := victim.NewBoardClient(w.Kernel).Run(t.Context(), victim.Order{Plot: "careful"}); !errors.Is(err, sig.ErrDenied) {
		t.Errorf("the host has no tenant, and got %v", err)
	}
}

// Whoever keeps the slice of a call keeps a slice of its own; within one tenant
// values are passed as they are, and cost nothing.
func TestSharedMemoryAcrossTenants(t *testing.T) {
	w := newWorld(t)
	w.instantiate("suspect", "acme-peer", "acme")
	var board [][]string
	victim.PlanBoard("keep", func(context.Context, *victim.Board, string) (victim.Loot, error) {
		bag := []string{"of the board"}
		board = append(board, bag)
		return victim.Loot{Bag: bag}, nil
	})
	victim.Plan("empty", func(context.Context, *victim.Suspect, string) (victim.Loot, error) { return victim.Loot{}, nil })
	given := []string{"of the host"}
	host := victim.NewSuspectClient(w.Kernel).Target("acme")
	if _, err := host.Run(t.Context(), victim.Order{Plot: "empty", Bag: given}); err != nil {
		t.Fatal(err)
	}
	w.must("acme", func(ctx context.Context, s *victim.Suspect) error {
		if s.Kept[0] = "of acme"; given[0] != "of the host" {
			t.Error("the host's slice is in the tenant's hands")
		}
		got, err := s.Board.Run(ctx, victim.Order{Plot: "keep"})
		if err != nil {
			return err
		}
		if got.Bag[0] = "of acme"; board[0][0] != "of the board" {
			t.Error("the board's slice is in the tenant's hands")
		}
		bag := []string{"within"}
		back, err := s.Peer.Echo(ctx, victim.Loot{Bag: bag})
		if err != nil {
			return err
		}
		if &back.Bag[0] != &bag[0] {
			t.Error("values are copied within one tenant")
		}
		loot := victim.Loot{Text: "x", Bag: bag}
		done := make(chan struct{})
		s.Go(func(ctx context.Context) (err error) { // as itself, so that no identity has to be minted
			if n := testing.AllocsPerRun(100, func() { _, err = s.Peer.Echo(ctx, loot) }); n != 0 || err != nil {
				t.Errorf("a call within one tenant makes %v allocations, %v", n, err)
			}
			if n := testing.AllocsPerRun(100, func() { _, err = s.Peer.Mirror(ctx, victim.Spot{X: 1}) }); n != 0 || err != nil {
				t.Errorf("a call without references makes %v allocations, %v", n, err)
			}
			close(done)
			return nil
		})
		<-done
		return nil
	})
	byName, err := w.Bus().Invoke(t.Context(), "acme-suspect.run", sig.Params{"plot": "empty", "bag": []any{"x"}})
	if err != nil || !slices.Equal(byName.(victim.Loot).Bag, nil) {
		t.Errorf("%+v, %v", byName, err)
	}
	// The limits hold for the copy, whatever the caller makes of the original.
	if _, err := host.Run(t.Context(), victim.Order{Plot: "empty", Bag: make([]string, 5)}); !errors.Is(err, sig.ErrInvalid) {
		t.Errorf("beyond the limits: %v", err)
	}
}
