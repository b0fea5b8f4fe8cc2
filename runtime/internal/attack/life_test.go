package attack

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/attack/victim"
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
	w := newWorld(t)
	heard := victim.Hear("acme-suspect")
	drain := func() (all []string) {
		for {
			select {
			case text := <-heard:
				all = append(all, text)
			default:
				return all
			}
		}
	}
	var fired sync.WaitGroup
	gone := make(chan struct{})
	late := make(chan string, 64)
	var ended atomic.Bool
	fired.Add(1)
	w.must("acme", func(ctx context.Context, s *victim.Suspect) error {
		s.Go(func(ctx context.Context) error {
			defer fired.Done()
			<-ctx.Done()
			<-gone
			if err := s.Publish(context.WithoutCancel(ctx), "victim.rumour", victim.Rumour{Text: "from the grave"}); err == nil {
				late <- "an event"
			}
			// Removal waits for this goroutine, so it may still write: what it writes is purged.
			_ = s.Files.Put(context.WithoutCancel(ctx), "grave", nil)
			s.Go(func(context.Context) error { late <- "a goroutine"; return nil })
			s.After(time.Nanosecond, func(context.Context) { late <- "a timer" })
			s.Every(time.Nanosecond, func(context.Context) error { late <- "a job"; return nil })
			return nil
		})
		ticks := make(chan struct{})
		var once sync.Once
		s.Every(time.Microsecond, func(ctx context.Context) error {
			once.Do(func() { close(ticks) })
			if c, ok := sig.CallerOf(ctx); !ok || c.Tenant() != "acme" {
				late <- "a job of nobody"
			}
			if ended.Load() {
				late <- "a job that goes on"
			}
			return nil
		})
		<-ticks
		s.After(time.Hour, func(context.Context) { late <- "an old timer" })
		return s.Publish(ctx, "victim.rumour", victim.Rumour{Text: "alive"})
	})
	if text := <-heard; text != "alive" {
		t.Fatalf("heard %q", text)
	}
	close(gone)
	if _, err := w.Offboard(t.Context(), "acme"); err != nil {
		t.Fatal(err)
	}
	ended.Store(true)
	fired.Wait()
	w.instantiate("suspect", "acme-suspect", "acme")
	w.must("acme", func(ctx context.Context, s *victim.Suspect) error {
		if _, err := s.Files.Get(ctx, "grave"); !errors.Is(err, sig.ErrNotFound) {
			t.Errorf("a file of the last moment: %v", err)
		}
		return s.Publish(ctx, "victim.rumour", victim.Rumour{Text: "anew"})
	})
	if text := <-heard; text != "anew" {
		t.Errorf("the successor heard %q", text)
	}
	if more := drain(); len(more) > 0 {
		t.Errorf("and %q", more)
	}
	select {
	case what := <-late:
		t.Errorf("%s came late", what)
	default:
	}
}

// An event is heard by its own tenant and by nobody else, whatever was forged.
func TestEventsStayWithTheirTenant(t *testing.T) {
	w := newWorld(t)
	theirs := victim.Hear("globex-suspect")
	w.must("acme", func(ctx context.Context, s *victim.Suspect) error {
		forged, err := sig.ForTenant(context.Background(), "globex")
		if err != nil {
			return err
		}
		for _, c := range []context.Context{ctx, context.Background()} {
			if err := s.Publish(c, "victim.rumour", victim.Rumour{Text: acmeCanary}); err != nil {
				return err
			}
		}
		if err := s.Publish(forged, "victim.rumour", victim.Rumour{Text: acmeCanary}); !errors.Is(err, sig.ErrScope) {
			t.Errorf("with a forged context: %v", err)
		}
		for _, topic := range []string{"victim.*", ">", "", "globex.victim.rumour", "victim..rumour", "victim.rumour\x00"} {
			if err := s.Publish(ctx, topic, victim.Rumour{}); !errors.Is(err, sig.ErrInvalid) {
				t.Errorf("topic %q: %v", topic, err)
			}
		}
		return nil
	})
	for range 2 {
		<-victim.Hear("acme-suspect")
	}
	select {
	case text := <-theirs:
		t.Errorf("globex heard %q", text)
	default:
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
