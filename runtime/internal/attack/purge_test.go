package attack

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/abi"
	"github.com/sigen-dev/sigen/runtime/internal/attack/victim"
	"github.com/sigen-dev/sigen/runtime/internal/core"
	"github.com/sigen-dev/sigen/runtime/provider/config"
	"github.com/sigen-dev/sigen/runtime/provider/storage"
	"github.com/sigen-dev/sigen/runtime/sigtest"
)

// trove is a user's own handle, and keeper the provider of it, with moods.
type trove struct{ _ int }

type keeper struct {
	abi.Instance
	in     sig.Instance
	mu     sync.Mutex
	purge  func(s sig.Scope) error // guarded by mu
	left   []string                // guarded by mu
	scopes []sig.Scope             // guarded by mu; that it was asked to purge
}

func (k *keeper) Open(context.Context, sig.Scope) (trove, error) { return trove{}, nil }

func (k *keeper) Remains(context.Context, sig.Scope) ([]string, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.left, nil
}

func (k *keeper) Purge(_ context.Context, s sig.Scope) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.scopes = append(k.scopes, s)
	return k.purge(s)
}

func (k *keeper) set(left []string, purge func(sig.Scope) error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.left, k.purge = left, purge
}

// cellar is a provider that a keeper may wait for.
type cellar struct {
	abi.Instance
	in sig.Instance
}

type vault struct{ _ int }

func (c *cellar) Open(context.Context, sig.Scope) (vault, error)       { return vault{}, nil }
func (c *cellar) Remains(context.Context, sig.Scope) ([]string, error) { return nil, nil }
func (c *cellar) Purge(context.Context, sig.Scope) error               { return nil }

func keeperFactory(k *keeper, needs ...abi.Requirement) sig.Factory {
	return abi.NewFactory(abi.Component{
		Component: "keeper", Type: "attack.keeper", Scope: abi.ScopeProvider, CheckProps: abi.NoProps, Requires: needs,
		New: func(m *abi.Mount) abi.Body {
			abi.Attach(m, &k.in, k)
			return k
		},
		Self: func(b abi.Body) any { return b },
	})
}

// A provider that fails, panics, or keeps something holds the end of a tenant up,
// is named, and gets another chance; the others have purged meanwhile.
func TestProvidersThatDoNotPurge(t *testing.T) {
	w := newWorld(t)
	k := new(keeper)
	if err := w.Discover(keeperFactory(k)); err != nil {
		t.Fatal(err)
	}
	w.instantiate("keeper", "keeper", "")
	w.plant("acme", acmeCanary)
	down := errors.New("the server is down")
	for name, mood := range map[string]struct {
		left  []string
		purge func(sig.Scope) error
	}{
		"fails":  {nil, func(sig.Scope) error { return down }},
		"panics": {nil, func(sig.Scope) error { panic(down) }},
		"keeps":  {[]string{"a thing"}, func(sig.Scope) error { return nil }},
	} {
		k.set(mood.left, mood.purge)
		_, err := w.Offboard(t.Context(), "acme")
		if err == nil || !strings.Contains(err.Error(), "keeper") || name != "keeps" && !errors.Is(err, down) {
			t.Errorf("it %s: %v", name, err)
		}
		if _, err := w.Instantiate("suspect", "acme-suspect", sig.Props{"target": "acme"}); !errors.Is(err, sig.ErrDraining) {
			t.Errorf("it %s, and the tenant is back: %v", name, err)
		}
	}
	if n := len(filesWith(t, w.dir, acmeCanary)); n != 0 {
		t.Errorf("one that fails keeps %d files of others here", n)
	}
	k.set(nil, func(sig.Scope) error { return nil })
	if _, err := w.Offboard(t.Context(), "acme"); err != nil {
		t.Fatal(err)
	}
	for _, s := range k.scopes {
		if !s.Whole() || s.Namespace() != "tenants/acme/1" || s.Instance() != "" || s.Err() != nil {
			t.Errorf("it was asked to purge %q", s.Namespace())
		}
	}
}

// A provider that is not up may keep something too: it holds the end up and is named, until
// it is up again and has purged, or is gone for good.
func TestProvidersThatAreDown(t *testing.T) {
	for name, settle := range map[string]func(w *world) error{
		"it comes up": func(w *world) error {
			_, err := w.Instantiate("cellar", "cellar", nil)
			return err
		},
		"it is removed": func(w *world) error { return w.Remove(t.Context(), "keeper") },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			k := new(keeper)
			k.set(nil, func(sig.Scope) error { return nil })
			cellar := abi.NewFactory(abi.Component{
				Component: "cellar", Type: "attack.cellar", Scope: abi.ScopeProvider, CheckProps: abi.NoProps,
				New:  func(m *abi.Mount) abi.Body { c := new(cellar); abi.Attach(m, &c.in, c); return c },
				Self: func(b abi.Body) any { return b },
			})
			needs := abi.Requirement{Field: "Cellar", Kind: abi.NeedHandle, Name: "attack.vault", Match: abi.ProvidesHandle[vault]}
			if err := w.Discover(keeperFactory(k, needs), cellar); err != nil {
				t.Fatal(err)
			}
			if _, err := w.Instantiate("keeper", "keeper", nil); err != nil || w.Why("keeper") == "" {
				t.Fatalf("the provider is up: %v", err)
			}
			w.plant("acme", acmeCanary)
			_, err := w.Offboard(t.Context(), "acme")
			var e *sig.Error
			if !errors.As(err, &e) || e.Instance != "keeper" {
				t.Errorf("while the provider is down: %v", err)
			}
			if left, err := w.Offboarding(); err != nil || len(left) != 1 {
				t.Errorf("under way: %q, %v", left, err)
			}
			if n := len(filesWith(t, w.dir, acmeCanary)); n != 0 {
				t.Errorf("one that is down keeps %d files of others here", n)
			}
			if err := settle(w); err != nil {
				t.Fatal(err)
			}
			if _, err := w.Offboard(t.Context(), "acme"); err != nil {
				t.Fatal(err)
			}
			if asked := len(k.scopes) > 0; asked != (name == "it comes up") {
				t.Errorf("asked to purge: %v", asked)
			}
		})
	}
}

// While the provider that keeps incarnations is down, nobody knows which one a tenant has or whether
// its end has begun: no tenant begins, none ends, and nobody gets what a predecessor has left.
func TestLedgerThatIsDown(t *testing.T) {
	for name, bringDown := range map[string]func(w *world){
		"it was removed": func(w *world) {
			if err := w.Remove(t.Context(), "config"); err != nil {
				t.Fatal(err)
			}
		},
		"it did not come up": func(w *world) {
			if err := w.Shutdown(t.Context()); err != nil {
				t.Fatal(err)
			}
			state := filepath.Join(w.dir, "state")
			if err := errors.Join(os.Rename(state, state+"-kept"), os.WriteFile(state, nil, 0o600)); err != nil {
				t.Fatal(err)
			}
			k := sig.New()
			if err := k.Discover(config.ProviderFactory, storage.ProviderFactory, victim.ClerkFactory); err != nil {
				t.Fatal(err)
			}
			for name, props := range map[string]sig.Props{"config": {"state": state}, "storage": {"url": "file:" + filepath.ToSlash(filepath.Join(w.dir, "objects"))}} {
				if _, err := k.Instantiate(name, name, props); err != nil {
					t.Fatal(err)
				}
			}
			if err := k.Boot(t.Context()); err == nil {
				t.Fatal("configuration is up")
			}
			w.Kernel = k
			t.Cleanup(func() { _ = k.Shutdown(context.Background()) })
		},
	} {
		t.Run(name, func(t *testing.T) {
			died := false
			w := newWorld(t, core.WithSteps(func(step string) {
				if step == "suspended" && !died {
					died = true
					panic("the process dies")
				}
			}))
			w.plant("acme", acmeCanary)
			func() {
				defer func() { _ = recover() }()
				_, _ = w.Offboard(t.Context(), "acme")
			}()
			bringDown(w)
			for _, tenant := range []string{"acme", "initech"} {
				if _, err := w.Instantiate("clerk", tenant+"-late", sig.Props{"target": tenant}); err == nil && w.Why(tenant+"-late") == "" {
					t.Errorf("%s begins", tenant)
				}
			}
			if _, err := w.Offboard(t.Context(), "acme"); err == nil || errors.Is(err, sig.ErrNotFound) {
				t.Errorf("acme ends: %v", err)
			}
			if _, err := w.Offboarding(); err == nil {
				t.Error("it is known which tenants end")
			}
			if len(filesWith(t, w.dir, acmeCanary)) == 0 {
				t.Error("acme is purged")
			}
		})
	}
}

// What the instances of a tenant share has ended when providers are asked to purge, so
// that nobody who kept it writes anything after that.
func TestNothingIsSharedAfterTheEnd(t *testing.T) {
	w := newWorld(t)
	k := new(keeper)
	if err := w.Discover(keeperFactory(k)); err != nil {
		t.Fatal(err)
	}
	w.instantiate("keeper", "keeper", "")
	w.plant("acme", acmeCanary)
	var own, common sig.Storage
	w.must("acme", func(_ context.Context, s *victim.Suspect) error { own, common = s.Files, s.Common; return nil })
	for name, store := range map[string]sig.Storage{"its own": own, "what all share": common} {
		if err := store.Put(context.Background(), "kept", []byte(acmeCanary)); err != nil {
			t.Fatalf("%s does not work before: %v", name, err)
		}
	}
	k.set(nil, func(sig.Scope) error {
		for name, store := range map[string]sig.Storage{"its own": own, "what all share": common} {
			if err := store.Put(context.Background(), "late", []byte(acmeCanary)); !errors.Is(err, sig.ErrInstanceGone) {
				t.Errorf("while providers purge, %s takes something: %v", name, err)
			}
		}
		return nil
	})
	if _, err := w.Offboard(t.Context(), "acme"); err != nil {
		t.Fatal(err)
	}
	if left := filesWith(t, w.dir, acmeCanary); len(left) > 0 {
		t.Errorf("%q hold the canary", left)
	}
}

// Two hosts that offboard one tenant at once: one does it, the other finds it done.
func TestOffboardingTwiceAtOnce(t *testing.T) {
	w := newWorld(t)
	w.plant("acme", acmeCanary)
	results := make(chan error, 4)
	for range cap(results) {
		go func() {
			_, err := w.Offboard(context.Background(), "acme")
			results <- err
		}()
	}
	done := 0
	for range cap(results) {
		switch err := <-results; {
		case err == nil:
			done++
		case !errors.Is(err, sig.ErrNotFound):
			t.Error(err)
		}
	}
	if done != 1 {
		t.Errorf("%d of them did it", done)
	}
}

// Without its providers a kernel would purge nothing and call it done.
func TestOffboardingNeedsAnOpenKernel(t *testing.T) {
	k := sig.New()
	if err := k.Discover(victim.ClerkFactory); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Instantiate("clerk", "acme-clerk", sig.Props{"target": "acme"}); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Offboard(t.Context(), "acme"); !errors.Is(err, sig.ErrDenied) {
		t.Errorf("before Boot: %v", err)
	}
	if _, err := k.Offboarding(); !errors.Is(err, sig.ErrDenied) {
		t.Errorf("before Boot: %v", err)
	}
	if err := k.Shutdown(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Offboard(t.Context(), "acme"); !errors.Is(err, sig.ErrDenied) {
		t.Errorf("after Shutdown: %v", err)
	}
}

// register is the configuration of everybody, with tenants that come and go.
type register struct {
	set     func(path, value string) error
	get     func(path string) (string, bool)
	arrive  func(tenant string) error
	offload func(tenant string) error
}

// succeed has acme come, leave and come again, and returns which of these settings are there then.
func (r register) succeed() (there map[string]bool, err error) {
	if err := r.arrive("acme"); err != nil {
		return nil, err
	}
	there = map[string]bool{"tenants.acme.note": false, "tenants.acmeco.note": false, "defaults.note": false}
	for path := range there {
		if err := r.set(path, "x"); err != nil {
			return nil, err
		}
	}
	if err := errors.Join(r.offload("acme"), r.arrive("acme")); err != nil {
		return nil, err
	}
	for path := range there {
		_, there[path] = r.get(path)
	}
	return there, nil
}

// A recreated tenant meets nothing of its predecessor in a kernel of a user's tests either, and
// nobody whose name begins like its own loses anything. A register that forgets who was there, or what
// begins like them, does one or the other.
func TestSuccessorInMemory(t *testing.T) {
	want := map[string]bool{"tenants.acme.note": false, "tenants.acmeco.note": true, "defaults.note": true}
	for what, naive := range map[string]struct {
		forget func(values map[string]string, tenant string)
		there  map[string]bool
	}{
		"who was there": {
			func(map[string]string, string) {},
			map[string]bool{"tenants.acme.note": true, "tenants.acmeco.note": true, "defaults.note": true},
		},
		"what begins like them": {
			func(values map[string]string, tenant string) {
				maps.DeleteFunc(values, func(path, _ string) bool { return strings.HasPrefix(path, "tenants."+tenant) })
			},
			map[string]bool{"tenants.acme.note": false, "tenants.acmeco.note": false, "defaults.note": true},
		},
	} {
		values, present := map[string]string{}, map[string]bool{}
		there, err := register{
			set:     func(path, value string) error { values[path] = value; return nil },
			get:     func(path string) (string, bool) { v, ok := values[path]; return v, ok },
			arrive:  func(tenant string) error { present[tenant] = true; return nil },
			offload: func(tenant string) error { delete(present, tenant); naive.forget(values, tenant); return nil },
		}.succeed()
		if err != nil || !maps.Equal(there, naive.there) {
			t.Fatalf("a register that forgets %s has %v, %v, so that nothing is proved", what, there, err)
		}
	}

	k := sigtest.Kernel(t, victim.ClerkFactory)
	if err := k.Boot(t.Context()); err != nil {
		t.Fatal(err)
	}
	admin, err := sig.Require(k, sig.ConfigAdminContract)
	if err != nil {
		t.Fatal(err)
	}
	there, err := register{
		set: admin.Set,
		get: admin.Get,
		arrive: func(tenant string) error {
			_, err := k.Instantiate("clerk", tenant+"-clerk", sig.Props{"target": tenant})
			return err
		},
		offload: func(tenant string) error {
			rec, err := k.Offboard(t.Context(), tenant)
			if err == nil && rec.Incarnation != "1" {
				err = errors.New("it was incarnation " + rec.Incarnation)
			}
			return err
		},
	}.succeed()
	if err != nil || !maps.Equal(there, want) {
		t.Errorf("there are %v, %v; want %v", there, err, want)
	}
}
