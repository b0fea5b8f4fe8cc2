package attack

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/attack/victim"
)

// A key of idempotency that another tenant used gives nothing of what that one got.
func TestAnotherTenantsKey(t *testing.T) {
	w := newWorld(t)
	var naive sync.Map // what a board remembers by key alone
	victim.PlanBoard("by hand", func(ctx context.Context, _ *victim.Board, key string) (victim.Loot, error) {
		c, _ := sig.CallerOf(ctx)
		loot, _ := naive.LoadOrStore(key, victim.Loot{Text: canaryOf(c.Tenant())})
		return loot.(victim.Loot), nil
	})
	victim.PlanBoard("private", func(ctx context.Context, _ *victim.Board, _ string) (victim.Loot, error) {
		c, _ := sig.CallerOf(ctx)
		return victim.Loot{Text: canaryOf(c.Tenant())}, nil
	})
	call := func(tenant, plot string) string {
		t.Helper()
		loot, err := w.as(tenant, "", func(ctx context.Context, s *victim.Suspect, _ string) (victim.Loot, error) {
			if plot == "private" { // the board leaves the key to the kernel
				ctx = sig.WithIdempotencyKey(ctx, "order-1")
			}
			return s.Board.Run(ctx, victim.Order{Plot: plot, Arg: "order-1"})
		})
		if err != nil {
			t.Fatal(err)
		}
		return loot.Text
	}
	call("globex", "by hand")
	if got := call("acme", "by hand"); got != globexCanary {
		t.Fatalf("keys kept by hand give %q: the attack would prove nothing", got)
	}
	for range 2 { // the second is remembered
		for _, tenant := range []string{"globex", "acme"} {
			if got := call(tenant, "private"); got != canaryOf(tenant) {
				t.Errorf("%s got %q with its key", tenant, got)
			}
		}
	}
	// A key in a context that names the other tenant's instance reaches nobody.
	_, err := w.as("acme", "", func(ctx context.Context, _ *victim.Suspect, _ string) (victim.Loot, error) {
		out, err := w.Bus().InvokeJSON(sig.WithIdempotencyKey(ctx, "order-1"), "globex-suspect.run", []byte(`{"plot":"TestAnotherTenantsKey/globex"}`))
		return victim.Loot{Text: string(out)}, err
	})
	if !errors.Is(err, sig.ErrNotFound) {
		t.Errorf("the other's instance with its key: %v", err)
	}
}

func canaryOf(tenant string) string {
	return map[string]string{"acme": acmeCanary, "globex": globexCanary}[tenant]
}

// Who knows or guesses the number of another tenant's dead letter can neither see it, have it
// delivered to himself or again, nor throw it away.
func TestAnotherTenantsDeadLetter(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	w.instantiate("clerk", "globex-clerk", "globex") // the tenant stays while its suspect goes
	w.must("globex", func(ctx context.Context, s *victim.Suspect) error {
		for range cap(victim.Hear(s.Name())) + 3 { // more than its ears hold
			if err := s.Publish(ctx, "victim.rumour", victim.Rumour{Text: globexCanary}); err != nil {
				return err
			}
		}
		return nil
	})
	if err := w.Remove(ctx, "globex-suspect"); err != nil {
		t.Fatal(err)
	}
	letters := w.DeadLetters("globex")
	if len(letters) == 0 {
		t.Fatal("no dead letter, so nothing is proved")
	}
	victim.Forget()
	w.instantiate("suspect", "globex-suspect", "globex")
	id := letters[0].ID
	// What a host would write without thought: a letter is found by its number.
	naive := func(id uint64) string {
		for _, target := range []string{"acme", "globex"} {
			for _, d := range w.DeadLetters(target) {
				if d.ID == id {
					return string(d.Payload)
				}
			}
		}
		return ""
	}
	if !strings.Contains(naive(id), globexCanary) {
		t.Fatal("the naive look-up finds nothing: the attack would prove nothing")
	}
	for guess := range id + 10 {
		if err := w.ReplayDeadLetter(ctx, "acme", guess); !errors.Is(err, sig.ErrNotFound) {
			t.Errorf("acme replays letter %d: %v", guess, err)
		}
		if err := w.DiscardDeadLetter("acme", guess); !errors.Is(err, sig.ErrNotFound) {
			t.Errorf("acme discards letter %d: %v", guess, err)
		}
	}
	if got := w.DeadLetters("acme"); len(got) != 0 {
		t.Errorf("acme sees %+v", got)
	}
	if got := w.DeadLetters("globex"); len(got) != len(letters) || got[0].ID != id {
		t.Errorf("globex has %+v left", got)
	}
	if err := w.ReplayDeadLetter(ctx, "globex", id); err != nil {
		t.Fatal(err)
	}
	select {
	case heard := <-victim.Hear("globex-suspect"):
		if heard != globexCanary {
			t.Errorf("heard %q", heard)
		}
	case <-time.After(10 * time.Second):
		t.Error("its own replay does not arrive")
	}
	select {
	case heard := <-victim.Hear("acme-suspect"):
		t.Errorf("acme heard %q", heard)
	default:
	}
}

// A tenant cannot raise its own limits with anything that it holds.
func TestATenantRaisesItsLimits(t *testing.T) {
	w := newWorld(t)
	admin, err := sig.Require(w.Kernel, sig.ConfigAdminContract)
	if err != nil {
		t.Fatal(err)
	}
	const key, much = "sig.limit", "1000000/s,burst=1000000"
	var kept context.Context
	raise := func(ctx context.Context, s *victim.Suspect, _ string) (victim.Loot, error) {
		kept = ctx
		for _, name := range []string{key, "config/" + key, "tenants.acme." + key, "tenants/acme/sig/limit"} {
			_ = s.Files.Put(ctx, name, []byte(much)) // refused or not, it must change nothing
			_ = s.Common.Put(ctx, name, []byte(much))
		}
		for _, held := range []any{s.Config, &s.Config, s.Settings, &s.Settings, s, s.Instance, &s.Instance} {
			if set, ok := held.(interface {
				Set(path, value string) error
			}); ok {
				return victim.Loot{}, set.Set("tenants.acme."+key, much)
			}
			if _, ok := held.(sig.ConfigAdmin); ok {
				return victim.Loot{}, errors.New("a handle is the configuration of everybody")
			}
		}
		return victim.Loot{Text: s.Config.String(key, "")}, nil
	}
	// A limit that is kept where the tenant may write is none.
	if _, err := w.as("acme", "", raise); err != nil {
		t.Fatal(err)
	}
	naive := ""
	w.must("acme", func(ctx context.Context, s *victim.Suspect) error {
		data, err := s.Common.Get(ctx, key)
		naive = string(data)
		return err
	})
	if naive != much {
		t.Fatalf("a limit in the tenant's storage is %q: the attack would prove nothing", naive)
	}
	const limit = "2/h,burst=2"
	if err := admin.Set("tenants.acme."+key, limit); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if loot, err := w.as("acme", "", raise); err != nil || loot.Text != limit {
			t.Fatalf("within the limit: %v, and its setting is %q", err, loot.Text)
		}
	}
	invoke := func(ctx context.Context) error {
		_, err := w.Bus().InvokeJSON(ctx, "suspect.run", []byte(`{"plot":"TestATenantRaisesItsLimits/acme"}`))
		return err
	}
	for what, call := range map[string]func() error{
		"a call like others":         func() error { _, err := w.as("acme", "", raise); return err },
		"a context of a call before": func() error { return invoke(context.WithoutCancel(kept)) },
		"with a key":                 func() error { return invoke(sig.WithIdempotencyKey(context.WithoutCancel(kept), "k")) },
		"with retries":               func() error { return invoke(sig.WithRetries(context.WithoutCancel(kept), sig.Retries{Attempts: 2})) },
	} {
		if err := call(); !errors.Is(err, sig.ErrLimited) {
			t.Errorf("%s: %v, want ErrLimited", what, err)
		}
	}
	if _, err := w.as("globex", "", raise); err != nil {
		t.Errorf("the neighbour: %v", err)
	}
}
