package attack

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/attack/victim"
	"github.com/sigen-dev/sigen/runtime/internal/core"
)

// ends is an observer of tenants that ended.
type ends struct {
	mu      sync.Mutex
	tenants []string // guarded by mu
}

func (e *ends) Observe(ev sig.KernelEvent) {
	if ev.Kind != sig.EventOffboarded {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.tenants = append(e.tenants, ev.Tenant)
}

// wait is who ended, when somebody has.
func (e *ends) wait() []string {
	for range 1000 {
		e.mu.Lock()
		all := slices.Clone(e.tenants)
		e.mu.Unlock()
		if len(all) > 0 {
			return all
		}
		time.Sleep(time.Millisecond)
	}
	return nil
}

// Purge hooks run when no call is in flight, the last one up first, and everything
// that their instances hold still works; only then are instances and data taken away.
func TestPurgeHooksRunWhileHandlesWork(t *testing.T) {
	var steps []string
	seen := new(ends)
	w := newWorld(t, core.WithSteps(func(step string) { steps = append(steps, step) }), sig.WithObserver(seen))
	w.plant("acme", acmeCanary)
	for _, name := range []string{"acme-first", "acme-second", "acme-third"} {
		w.instantiate("notary", name, "acme")
	}
	w.instantiate("notary", "globex-notary", "globex")
	victim.Plan("whoami", whoami)
	inside, goOn := make(chan struct{}), make(chan struct{})
	flight := make(chan error, 1)
	go func() {
		_, err := w.as("acme", "", func(context.Context, *victim.Suspect, string) (victim.Loot, error) {
			close(inside)
			<-goOn
			return victim.Loot{}, nil
		})
		flight <- err
	}()
	<-inside
	var ran []string
	victim.PlanPurge(func(ctx context.Context, n *victim.Notary) error {
		ran = append(ran, n.Name())
		select {
		case err := <-flight:
			flight <- err
		default:
			t.Errorf("%s: a call is in flight", n.Name())
		}
		if err := n.Files.Put(ctx, "own", nil); err != nil {
			t.Errorf("%s: its storage: %v", n.Name(), err)
		}
		if l, err := n.Peer.Run(ctx, victim.Order{Plot: "whoami"}); err != nil || l.Text != "acme for acme" {
			t.Errorf("%s: a call to its peer: %q, %v", n.Name(), l.Text, err)
		}
		if c, ok := sig.CallerOf(ctx); !ok || c.Tenant() != "acme" || c.Instance() != n.Name() {
			t.Errorf("%s: it runs as %+v", n.Name(), c)
		}
		if _, ok := ctx.Deadline(); !ok {
			t.Errorf("%s: nothing bounds it", n.Name())
		}
		if _, err := victim.NewSuspectClient(w.Kernel).Target("acme").Mirror(context.Background(), victim.Spot{}); !errors.Is(err, sig.ErrDraining) {
			t.Errorf("%s: a call from outside: %v", n.Name(), err)
		}
		visit := victim.Visit{Whom: "acme", Why: "to see what is left", Order: victim.Order{Plot: "whoami"}}
		if _, err := victim.NewAuditorClient(w.Kernel).Visit(context.Background(), visit); !errors.Is(err, sig.ErrDraining) {
			t.Errorf("%s: a call of an admin: %v", n.Name(), err)
		}
		if _, err := w.Instantiate("clerk", "acme-late", sig.Props{"target": "acme"}); !errors.Is(err, sig.ErrDraining) {
			t.Errorf("%s: a new instance: %v", n.Name(), err)
		}
		return nil
	})
	time.AfterFunc(20*time.Millisecond, func() { close(goOn) })
	if _, err := w.Offboard(t.Context(), "acme"); err != nil {
		t.Fatal(err)
	}
	if want := []string{"acme-third", "acme-second", "acme-first"}; !slices.Equal(ran, want) {
		t.Errorf("hooks ran as %q, want %q", ran, want)
	}
	if got := seen.wait(); !slices.Equal(got, []string{"acme"}) {
		t.Errorf("observers are told of the end of %q", got)
	}
	at := func(prefix string, last bool) int {
		n := slices.IndexFunc(steps, func(s string) bool { return strings.HasPrefix(s, prefix) })
		for i, s := range steps {
			if last && strings.HasPrefix(s, prefix) {
				n = i
			}
		}
		return n
	}
	if order := []int{at("marked", false), at("suspended", false), at("drained", false), at("purge hook", false), at("purge hook", true), at("removed", false), at("purged", false), at("retired", false)}; order[0] != 0 || !slices.IsSorted(order) {
		t.Errorf("the steps are %q", steps)
	}
	w.instantiate("suspect", "acme-suspect", "acme")
	w.must("acme", func(ctx context.Context, s *victim.Suspect) error {
		if all := found(ctx, s); len(all) > 0 {
			t.Errorf("the successor meets %q", all)
		}
		return nil
	})
}

// A hook that fails, panics or does not return holds the end of its tenant up and is
// named. Nothing is purged under it, and the next call asks for what has not run alone.
func TestPurgeHooksThatFail(t *testing.T) {
	down := errors.New("the archive is down")
	hang := make(chan struct{})
	for name, mood := range map[string]func(context.Context) error{
		"fails":       func(context.Context) error { return down },
		"panics":      func(context.Context) error { panic(down) },
		"is too late": func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() },
		"hangs":       func(context.Context) error { <-hang; return down },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.plant("acme", acmeCanary)
			for _, name := range []string{"acme-first", "acme-second", "acme-third"} {
				w.instantiate("notary", name, "acme")
			}
			var mu sync.Mutex
			var ran []string
			broken := true
			victim.PlanPurge(func(ctx context.Context, n *victim.Notary) error {
				mu.Lock()
				ran = append(ran, n.Name())
				again := slices.Contains(ran[:len(ran)-1], n.Name())
				bad := broken && n.Name() == "acme-second"
				mu.Unlock()
				// While it goes on, nobody comes up, also not for hooks.
				if _, err := w.Instantiate("clerk", "acme-late", sig.Props{"target": "acme"}); !errors.Is(err, sig.ErrDraining) {
					t.Errorf("%s, again %v: a new instance: %v", n.Name(), again, err)
				}
				if bad {
					return mood(ctx)
				}
				return nil
			})
			for range 2 {
				short, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
				_, err := w.Offboard(short, "acme")
				cancel()
				var e *sig.Error
				if !errors.As(err, &e) || e.Instance != "acme-second" || !strings.Contains(err.Error(), "purge hook") {
					t.Fatalf("the failure is %v", err)
				}
				if late := name == "is too late" || name == "hangs"; late != errors.Is(err, sig.ErrTimeout) || !late && !errors.Is(err, down) {
					t.Errorf("the failure is %v", err)
				}
			}
			if left, err := w.Offboarding(); err != nil || !slices.Equal(left, []string{"acme"}) {
				t.Errorf("under way: %q, %v", left, err)
			}
			if _, err := victim.NewSuspectClient(w.Kernel).Target("acme").Mirror(t.Context(), victim.Spot{}); !errors.Is(err, sig.ErrDraining) {
				t.Errorf("a call meanwhile: %v", err)
			}
			if len(filesWith(t, w.dir, acmeCanary)) == 0 {
				t.Error("it is purged although a hook has not run")
			}
			// An instance whose hook has not run is missed by name, and comes up for it alone.
			if err := w.Remove(t.Context(), "acme-first"); err != nil {
				t.Fatal(err)
			}
			mu.Lock()
			broken = false
			mu.Unlock()
			if name == "hangs" {
				hang <- struct{}{}
				if _, err := w.Offboard(t.Context(), "acme"); !errors.Is(err, down) {
					t.Errorf("what it answered late: %v", err)
				}
			}
			if _, err := w.Offboard(t.Context(), "acme"); !errors.Is(err, sig.ErrNotFound) || !strings.Contains(err.Error(), "acme-first") {
				t.Fatalf("without an instance: %v", err)
			}
			// Another one of that name is not it: what it keeps is not acme's, or it has no such hook.
			for component, target := range map[string]string{"notary": "globex", "clerk": "acme"} {
				w.instantiate(component, "acme-first", target)
				if _, err := w.Offboard(t.Context(), "acme"); !errors.Is(err, sig.ErrNotFound) || !strings.Contains(err.Error(), "acme-first") {
					t.Fatalf("with a %s of %s of that name: %v", component, target, err)
				}
				if err := w.Remove(t.Context(), "acme-first"); err != nil {
					t.Fatal(err)
				}
			}
			w.instantiate("notary", "acme-first", "acme")
			if _, err := w.Offboard(t.Context(), "acme"); err != nil {
				t.Fatal(err)
			}
			want := []string{"acme-third", "acme-second", "acme-second", "acme-second", "acme-first"}
			if name == "hangs" { // it is not started a second time while it runs
				want = want[1:]
				want[0] = "acme-third"
			}
			if !slices.Equal(ran, want) {
				t.Errorf("hooks ran as %q, want %q", ran, want)
			}
			if left := filesWith(t, w.dir, acmeCanary); len(left) > 0 {
				t.Errorf("%q hold the canary", left)
			}
		})
	}
}
