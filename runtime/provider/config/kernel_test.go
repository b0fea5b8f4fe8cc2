package config_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/abi"
	"github.com/sigen-dev/sigen/runtime/provider/config"
	"github.com/sigen-dev/sigen/runtime/provider/credentials"
	"github.com/sigen-dev/sigen/runtime/provider/logging"
)

func boot(t *testing.T, set func(k *sig.Kernel)) *sig.Kernel {
	t.Helper()
	k := sig.New()
	if err := k.Discover(config.ProviderFactory, credentials.ProviderFactory, logging.ProviderFactory); err != nil {
		t.Fatal(err)
	}
	set(k)
	if err := k.Boot(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := k.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
	})
	return k
}

// In a kernel, the providers work without a property and configuration outlives
// the kernel with one.
func TestInAKernel(t *testing.T) {
	dir := t.TempDir()
	for round, want := range []string{"", "pro"} {
		k := boot(t, func(k *sig.Kernel) {
			_, err := config.InstantiateProvider(k, "config", config.ProviderProps{State: dir})
			_, err2 := credentials.InstantiateProvider(k, "credentials", credentials.ProviderProps{})
			_, err3 := logging.InstantiateProvider(k, "logging", logging.ProviderProps{Level: "error"})
			if err := errors.Join(err, err2, err3); err != nil {
				t.Fatal(err)
			}
		})
		admin, err := sig.Require(k, sig.ConfigAdminContract)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := admin.Get("tenants.acme.db.plan"); got != want {
			t.Errorf("round %d: %q, want %q", round, got, want)
		}
		if err := admin.(config.Admin).As("ann").Set("tenants.acme.db.plan", "pro"); err != nil {
			t.Fatal(err)
		}
		history := admin.(config.Admin).History("tenants.acme.db.plan")
		if len(history) != 1 || history[0].Who != "ann" {
			t.Errorf("round %d: %+v", round, history)
		}
		if err := k.Shutdown(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := admin.Set("tenants.acme.db.plan", "x"); !errors.Is(err, sig.ErrInstanceGone) {
			t.Errorf("after the kernel: %v", err)
		}
	}
}

func TestABadFileFailsTheBoot(t *testing.T) {
	k := sig.New()
	if err := k.Discover(config.ProviderFactory); err != nil {
		t.Fatal(err)
	}
	if _, err := config.InstantiateProvider(k, "config", config.ProviderProps{File: "/nonexistent/c.yaml"}); err != nil {
		t.Fatal(err)
	}
	err := k.Boot(t.Context())
	if err == nil {
		t.Error("boots without its configuration")
	} else if !errors.Is(err, sig.ErrInvalid) || !strings.Contains(err.Error(), "/nonexistent") {
		t.Errorf("%v", err)
	}
	if err := k.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
}

type lines struct {
	mu  sync.Mutex
	all []string // guarded by mu
}

func (l *lines) Log(_ context.Context, level int, msg string, _ ...sig.Attr) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if level == sig.LevelWarn {
		l.all = append(l.all, msg)
	}
}

// The record of an ended tenant that would not outlive the process is worth a warning.
func TestOffboardingWithoutStateWarns(t *testing.T) {
	for _, state := range []string{"", t.TempDir()} {
		var log lines
		k := sig.New(sig.WithLogger(&log))
		err := k.Discover(config.ProviderFactory)
		_, err2 := config.InstantiateProvider(k, "config", config.ProviderProps{State: state})
		if err := errors.Join(err, err2, k.Boot(t.Context())); err != nil {
			t.Fatal(err)
		}
		admin, err := sig.Require(k, sig.ConfigAdminContract)
		if err != nil {
			t.Fatal(err)
		}
		if err := admin.Set("tenants.acme.plan", "pro"); err != nil {
			t.Fatal(err)
		}
		if _, err := k.Offboard(t.Context(), "acme"); err != nil {
			t.Fatal(err)
		}
		warned := slices.ContainsFunc(log.all, func(m string) bool { return strings.Contains(m, "property state") })
		if warned != (state == "") {
			t.Errorf("state %q: %q", state, log.all)
		}
		if err := k.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
	}
}

// ear is a shared component that subscribes to the events of configuration.
type ear struct{ sig.Instance }

type earInstance struct {
	abi.Instance
	self ear
}

// A file that does not read is an event for shared components, beside the finding.
func TestABadFileIsAnEvent(t *testing.T) {
	heard := make(chan config.FileRefused, 1)
	factory := abi.NewFactory(abi.Component{
		Component: "ear", Type: "config_test.ear", Scope: abi.ScopeShared,
		Subs: []abi.Subscription{config.SubscribeFileRefused("config.*", "onRefused", func(_ abi.Body, _ context.Context, e config.FileRefused) error {
			select {
			case heard <- e:
			default:
			}
			return nil
		})},
		New: func(m *abi.Mount) abi.Body {
			i := new(earInstance)
			abi.Attach(m, &i.self.Instance, i)
			return i
		},
		Self: func(b abi.Body) any { return &b.(*earInstance).self },
	})
	file := filepath.Join(t.TempDir(), "c.yaml")
	if err := os.WriteFile(file, []byte("shared: {x: 1}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	k := boot(t, func(k *sig.Kernel) {
		_, err := config.InstantiateProvider(k, "config", config.ProviderProps{File: file})
		err2 := k.Discover(factory)
		_, err3 := k.Instantiate("ear", "ear", sig.Props{})
		if err := errors.Join(err, err2, err3); err != nil {
			t.Fatal(err)
		}
	})
	if err := os.WriteFile(file, []byte("shared: {x: 2}\nnope: 1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	select {
	case e := <-heard:
		if e.File != file || !strings.Contains(e.Error, "c.yaml:2:1:") {
			t.Errorf("%+v", e)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("no event")
	}
	admin, err := sig.Require(k, sig.ConfigAdminContract)
	if err != nil {
		t.Fatal(err)
	}
	if v, _ := admin.Get("shared.x"); v != "1" {
		t.Errorf("shared.x is %q", v)
	}
}
