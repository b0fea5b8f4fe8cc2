package attack

import (
	"context"
	"errors"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/attack/victim"
	"github.com/sigen-dev/sigen/runtime/provider/config"
)

// The mistakes of the kernel that the design follows, one test a mistake. Those
// about keys, configuration and request bodies are in keys_test.go and identity_test.go.

// Credentials and storage were scoped by factory, so all tenants of one shared them.
func TestScopesAreOfInstancesNotOfFactories(t *testing.T) {
	naive := map[string]string{}
	key := func(component, instance string) string { return component }
	naive[key("suspect", "globex-suspect")] = globexCanary
	if naive[key("suspect", "acme-suspect")] != globexCanary {
		t.Fatal("the naive store does not even leak")
	}
	w := newWorld(t)
	w.instantiate("suspect", "acme-second", "acme")
	w.plant("globex", globexCanary)
	for tenant, secret := range map[string]string{"acme": acmeSecret, "globex": globexSecret} {
		w.must(tenant, func(ctx context.Context, s *victim.Suspect) error {
			got, err := s.Creds.Get(ctx, "api-key")
			if err != nil || got.Reveal() != secret {
				t.Errorf("%s has another credential: %v", tenant, err)
			}
			if tenant == "acme" {
				if all := found(ctx, s); len(all) > 0 {
					t.Errorf("acme finds %q", all)
				}
			}
			return nil
		})
	}
	// Instances of one tenant have namespaces of their own, and share what they ask for.
	w.must("acme", func(ctx context.Context, s *victim.Suspect) error {
		return errors.Join(s.Files.Put(ctx, "own", []byte("x")), s.Common.Put(ctx, "shared", []byte("x")))
	})
	victim.Plan("second", func(ctx context.Context, s *victim.Suspect, _ string) (victim.Loot, error) {
		if _, err := s.Files.Get(ctx, "own"); !errors.Is(err, sig.ErrNotFound) {
			t.Errorf("another instance's object: %v", err)
		}
		if _, err := s.Common.Get(ctx, "shared"); err != nil {
			t.Errorf("what the tenant shares: %v", err)
		}
		if _, err := s.Creds.Get(ctx, "api-key"); !errors.Is(err, sig.ErrNotFound) {
			t.Errorf("another instance's credential: %v", err)
		}
		return victim.Loot{}, nil
	})
	if _, err := w.Bus().Invoke(t.Context(), "acme-second.run", sig.Params{"plot": "second"}); err != nil {
		t.Error(err)
	}
}

// Lists and maps of providers skipped the scoping.
func TestListsAndMapsAreScoped(t *testing.T) {
	w := newWorld(t)
	for _, tenant := range []string{"globex", "acme"} {
		if _, err := w.Instantiate("clerk", tenant+"-clerk", sig.Props{"target": tenant, "desk": "front"}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Instantiate("cashier", tenant+"-cashier", sig.Props{"target": tenant, "desk": "back of " + tenant}); err != nil {
			t.Fatal(err)
		}
	}
	w.instantiate("suspect", "acme-late", "acme") // lists are filled when an instance mounts
	victim.Plan("tellers", func(ctx context.Context, s *victim.Suspect, _ string) (victim.Loot, error) {
		var l victim.Loot
		for _, teller := range s.Tellers {
			got, err := teller.Tell(ctx)
			if err != nil {
				return l, err
			}
			l.Bag = append(l.Bag, got.Text)
		}
		for desk, teller := range s.ByDesk {
			got, err := teller.Tell(ctx)
			if err != nil {
				return l, err
			}
			l.Bag = append(l.Bag, desk+": "+got.Text)
		}
		return l, nil
	})
	got, err := w.Bus().Invoke(t.Context(), "acme-late.run", sig.Params{"plot": "tellers"})
	if err != nil {
		t.Fatal(err)
	}
	l := got.(victim.Loot)
	if len(l.Bag) != 4 {
		t.Errorf("acme's tellers: %q", l.Bag)
	}
	for _, text := range l.Bag {
		if strings.Contains(text, "globex") {
			t.Errorf("acme reaches %q", text)
		}
	}
}

// Authorisation without a provider was skipped.
func TestWithoutAProviderTheAnswerIsNo(t *testing.T) {
	k := sig.New()
	t.Cleanup(func() { _ = k.Shutdown(context.Background()) })
	if err := k.Discover(config.ProviderFactory, victim.SuspectFactory, victim.BoardFactory); err != nil {
		t.Fatal(err)
	}
	if _, err := victim.NewSuspectClient(k).Target("acme").Mirror(t.Context(), victim.Spot{}); !errors.Is(err, sig.ErrDenied) {
		t.Errorf("a kernel that is not open: %v", err)
	}
	if err := k.Boot(t.Context()); err != nil {
		t.Fatal(err)
	}
	ref, err := k.Instantiate("suspect", "acme-suspect", sig.Props{"target": "acme"})
	if err != nil || ref.State() != sig.StateWaiting || !strings.Contains(k.Why("acme-suspect"), "needs a provider of") {
		t.Errorf("without providers it is %v, %v: %s", ref, err, k.Why("acme-suspect"))
	}
	if _, err := victim.NewSuspectClient(k).Target("acme").Mirror(t.Context(), victim.Spot{}); err == nil {
		t.Error("it answers all the same")
	}
}

// Removing an instance left its route, and removing the last one dropped the factory.
func TestRemovingAnInstance(t *testing.T) {
	w := newWorld(t)
	client := victim.NewSuspectClient(w.Kernel)
	for range 3 {
		if err := w.Remove(t.Context(), "acme-suspect"); err != nil {
			t.Fatal(err)
		}
		if _, err := client.Target("acme").Mirror(t.Context(), victim.Spot{}); !errors.Is(err, sig.ErrNotFound) {
			t.Errorf("its route: %v", err)
		}
		for _, name := range []string{"suspect.mirror", "acme-suspect.mirror"} {
			if _, err := w.Bus().Invoke(t.Context(), name, sig.Params{"x": 1, "y": 1, "target": "acme"}); !errors.Is(err, sig.ErrNotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
		w.instantiate("suspect", "acme-suspect", "acme")
		if _, err := client.Target("acme").Mirror(t.Context(), victim.Spot{}); err != nil {
			t.Errorf("made anew: %v", err)
		}
	}
}

// Two factories could not serve one route.
func TestTwoFactoriesServeOneRoute(t *testing.T) {
	w := newWorld(t)
	w.instantiate("clerk", "acme-teller", "acme")
	w.instantiate("cashier", "globex-teller", "globex")
	for tenant, want := range map[string]string{"acme": "clerk of acme", "globex": "cashier of globex"} {
		if l, err := victim.NewTellerClient(w.Kernel).Target(tenant).Tell(t.Context()); err != nil || l.Text != want {
			t.Errorf("%s: %q, %v", tenant, l.Text, err)
		}
	}
}

// One lock held up every reactive write. Here one tenant's effect hangs while another
// tenant's settings change.
func TestOneTenantsWritesDoNotHoldUpAnothers(t *testing.T) {
	w := newWorld(t)
	admin, err := sig.Require(w.Kernel, sig.ConfigAdminContract)
	if err != nil {
		t.Fatal(err)
	}
	inside, goOn, done := make(chan struct{}), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		_, _ = w.as("acme", "", func(context.Context, *victim.Suspect, string) (victim.Loot, error) {
			close(inside)
			<-goOn
			return victim.Loot{}, nil
		})
	}()
	<-inside
	written := make(chan error, 1)
	go func() { written <- admin.Set("tenants.globex.suspect.note", "new") }()
	select {
	case err := <-written:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(5 * time.Second):
		t.Error("a write for globex waits for a call of acme")
	}
	w.must("globex", func(_ context.Context, s *victim.Suspect) error {
		if s.Settings.Get().Note != "new" {
			t.Error("globex does not see its change")
		}
		return nil
	})
	close(goOn)
	<-done
}

// Start-up was quadratic: twice the instances took four times as long. What is compared is work, in allocations, which
// no other program on the machine changes; TestBootLooksAtEachEdgeABoundedNumberOfTimes counts steps.
func TestStartUpIsLinear(t *testing.T) {
	boot := func(tenants int) uint64 {
		k := sig.New()
		if err := k.Discover(victim.ClerkFactory, victim.CashierFactory); err != nil {
			t.Fatal(err)
		}
		for n := range tenants {
			name := "t" + strconv.Itoa(n)
			for _, c := range []string{"clerk", "cashier"} {
				if _, err := k.Instantiate(c, name+"-"+c, sig.Props{"target": name}); err != nil {
					t.Fatal(err)
				}
			}
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if err := k.Boot(t.Context()); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		if err := k.Shutdown(t.Context()); err != nil {
			t.Fatal(err)
		}
		return after.TotalAlloc - before.TotalAlloc
	}
	boot(100)                          // what is made once
	few, many := boot(500), boot(8000) // 16 times as many: linear is 16, quadratic 256
	if many > 20*few {
		t.Errorf("%d bytes for 1000 instances, %d for 16000: %d times as many", few, many, many/few)
	}
}
