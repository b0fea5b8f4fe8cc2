package attack

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/attack/victim"
)

// A neighbour's slowest call of a hundred, while another tenant misbehaves, is compared
// with what it was just before, on the same machine under the same load. Both bounds are generous:
// what fails is a neighbour that waits for the misbehaviour to end, not one that the machine
// held up for a moment.
const (
	times    = 100
	patience = 500 * time.Millisecond
)

// others calls globex until stop is closed and returns how long the slowest one in a
// hundred took.
func (w *world) others(stop <-chan struct{}) time.Duration {
	var took []time.Duration
	client := victim.NewSuspectClient(w.Kernel).Target("globex")
	for n := 0; ; n++ {
		select {
		case <-stop:
			if n >= 200 {
				slices.Sort(took)
				return took[len(took)*99/100]
			}
		default:
		}
		start := time.Now()
		got, err := client.Mirror(context.Background(), victim.Spot{X: n})
		if err != nil || got.Y != n {
			w.t.Errorf("a neighbour's call: %+v, %v", got, err)
			return 0
		}
		took = append(took, time.Since(start))
	}
}

// Whatever one tenant's call does to itself, the others go on.
func TestNeighbours(t *testing.T) {
	var release chan struct{} // one a subtest; what hangs waits for it
	var bombs atomic.Int64
	for name, plot := range map[string]victim.Plot{
		"panic": func(context.Context, *victim.Suspect, string) (victim.Loot, error) { panic(acmeCanary) },
		"nil pointer": func(context.Context, *victim.Suspect, string) (victim.Loot, error) {
			var nobody *victim.Suspect
			return victim.Loot{Bag: nobody.Kept}, nil
		},
		"exit of the goroutine": func(context.Context, *victim.Suspect, string) (victim.Loot, error) {
			runtime.Goexit()
			return victim.Loot{}, nil
		},
		"deadlock": func(context.Context, *victim.Suspect, string) (victim.Loot, error) {
			forever := release
			<-forever
			return victim.Loot{}, nil
		},
		"a lock that is never given back": func(_ context.Context, s *victim.Suspect, _ string) (victim.Loot, error) {
			var mu sync.Mutex
			forever := release
			mu.Lock()
			go func() { <-forever; mu.Unlock() }()
			mu.Lock()
			return victim.Loot{}, nil
		},
		"goroutine bomb": func(_ context.Context, s *victim.Suspect, _ string) (victim.Loot, error) {
			for range 10_000 {
				s.Go(func(ctx context.Context) error {
					bombs.Add(1)
					<-ctx.Done()
					return nil
				})
			}
			return victim.Loot{}, nil
		},
		"panics in goroutines": func(_ context.Context, s *victim.Suspect, _ string) (victim.Loot, error) {
			for range 100 {
				s.Go(func(context.Context) error { panic(acmeCanary) })
			}
			return victim.Loot{}, nil
		},
		"unbounded result": func(context.Context, *victim.Suspect, string) (victim.Loot, error) {
			return victim.Loot{Bag: make([]string, 1<<20), Text: strings.Repeat("x", 1<<24)}, nil
		},
		"storm of events": func(ctx context.Context, s *victim.Suspect, _ string) (victim.Loot, error) {
			for {
				if err := s.Publish(ctx, "victim.rumour", victim.Rumour{Text: acmeCanary}); err != nil {
					return victim.Loot{}, err
				}
			}
		},
		"timers without end": func(_ context.Context, s *victim.Suspect, _ string) (victim.Loot, error) {
			for range 1000 {
				s.Every(time.Microsecond, func(context.Context) error { return nil })
			}
			return victim.Loot{}, nil
		},
		"busy loop": func(context.Context, *victim.Suspect, string) (victim.Loot, error) {
			for end := time.Now().Add(200 * time.Millisecond); time.Now().Before(end); {
			}
			return victim.Loot{}, nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			enough := make(chan struct{})
			close(enough)
			calm := w.others(enough)
			forever := make(chan struct{})
			release = forever
			t.Cleanup(func() { close(forever) }) // before the kernel goes: what hangs is let go
			stop, slowest := make(chan struct{}), make(chan time.Duration, 1)
			go func() { slowest <- w.others(stop) }()
			ended := make(chan struct{})
			go func() {
				defer close(ended)
				_, err := w.as("acme", "", plot)
				if name == "panic" && !errors.Is(err, sig.ErrPanic) {
					t.Errorf("whoever called got %v", err)
				}
			}()
			select {
			case <-ended:
			case <-time.After(300 * time.Millisecond):
			}
			close(stop)
			if p99 := <-slowest; p99 > patience && p99 > times*calm {
				t.Errorf("the slowest one in a hundred calls of a neighbour took %v, before it was %v", p99, calm)
			} else {
				t.Logf("one call in a hundred took more than %v, before it was %v", p99, calm)
			}
		})
	}
}

// A result without end ends at the limit that configuration sets for it, with an error
// that says so, and nothing else of its tenant or of others notices. A naive kernel hands it out.
func TestResultsHaveALimit(t *testing.T) {
	w := newWorld(t)
	victim.Plan("huge", func(context.Context, *victim.Suspect, string) (victim.Loot, error) {
		bag := make([]string, 1_000_000)
		for n := range bag {
			bag[n] = acmeCanary
		}
		return victim.Loot{Bag: bag}, nil
	})
	call := func(tenant, plot string) (int, error) {
		out, err := w.Bus().InvokeJSON(t.Context(), "suspect.run", []byte(`{"plot":"`+plot+`","target":"`+tenant+`"}`))
		return len(out), err
	}
	if n, err := call("acme", "huge"); err != nil || n < 20_000_000 {
		t.Fatalf("without a limit it is %d bytes, %v, so that nothing is proved", n, err)
	}
	admin, err := sig.Require(w.Kernel, sig.ConfigAdminContract)
	if err != nil {
		t.Fatal(err)
	}
	for path, limit := range map[string]string{"defaults.sig.limit": "result=1MiB", "tenants.acme.sig.limit": "result=2KiB", "defaults.sig.limits.suspect.run": "result=1KiB"} {
		if err := admin.Set(path, limit); err != nil {
			t.Fatal(err)
		}
		_, err = call("acme", "huge")
		var e *sig.Error
		if !errors.Is(err, sig.ErrLimited) || !errors.As(err, &e) || !strings.Contains(e.Path, "result") || strings.Contains(err.Error(), acmeCanary) {
			t.Errorf("%s is %s: %v", path, limit, err)
		}
		if err := admin.Delete(path); err != nil {
			t.Fatal(err)
		}
	}
	if err := admin.Set("defaults.sig.limit", "result=1MiB"); err != nil {
		t.Fatal(err)
	}
	victim.Plan("small", func(context.Context, *victim.Suspect, string) (victim.Loot, error) {
		return victim.Loot{Text: "x"}, nil
	})
	for _, tenant := range []string{"acme", "globex"} {
		if n, err := call(tenant, "small"); err != nil || n == 0 {
			t.Errorf("%s, within it: %d bytes, %v", tenant, n, err)
		}
	}
}
