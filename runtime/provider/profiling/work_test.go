package profiling_test

import (
	"bytes"
	"context"
	"runtime/pprof"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/pprof/profile"
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/probe"
	"github.com/sigen-dev/sigen/runtime/provider/config"
	"github.com/sigen-dev/sigen/runtime/provider/profiling"
)

// labelsOfThisGoroutine are the tenants that the goroutine it is called on has as its labels, as a profile shows them.
func labelsOfThisGoroutine(t *testing.T) []string {
	var out bytes.Buffer
	if err := pprof.Lookup("goroutine").WriteTo(&out, 0); err != nil {
		t.Fatal(err)
	}
	p, err := profile.Parse(&out)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, s := range p.Sample {
		mine := slices.ContainsFunc(s.Location, func(l *profile.Location) bool {
			return slices.ContainsFunc(l.Line, func(l profile.Line) bool {
				return strings.HasSuffix(l.Function.Name, ".labelsOfThisGoroutine")
			})
		})
		if mine {
			found = append(found, s.Label["tenant"]...)
		}
	}
	return found
}

// Whatever an instance does outside of calls has its tenant's label, and the goroutines that are not its own
// have lost it afterwards.
func TestWorkHasTheLabelOfItsTenant(t *testing.T) {
	k := sig.New(sig.WithObserver(profiling.Labels()))
	if err := k.Discover(config.ProviderFactory, probe.WorkerFactory); err != nil {
		t.Fatal(err)
	}
	name := t.Name() + "-worker"
	name = strings.ToLower(name)
	var mu sync.Mutex
	labels := map[string][]string{}
	told := make(chan struct{}, 100)
	probe.Watch(name, func(_ context.Context, what string) {
		mu.Lock() // one goroutine at a time is in labelsOfThisGoroutine
		defer mu.Unlock()
		found := labelsOfThisGoroutine(t)
		if len(found) == 0 {
			t.Errorf("%s has no label", what)
		}
		labels[what] = append(labels[what], found...)
		told <- struct{}{}
	})
	ctx := t.Context()
	if err := k.Boot(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := probe.InstantiateWorker(k, name, probe.WorkerProps{Target: "acme"}); err != nil {
		t.Fatal(err)
	}
	want := func(whats ...string) {
		t.Helper()
		end := time.After(10 * time.Second)
		for {
			mu.Lock()
			missing := slices.DeleteFunc(slices.Clone(whats), func(what string) bool { return len(labels[what]) > 0 })
			mu.Unlock()
			if len(missing) == 0 {
				return
			}
			select {
			case <-told:
			case <-end:
				t.Fatalf("%q did not run, or without a label: %v", missing, labels)
			}
		}
	}
	if err := probe.NewWorkerClient(k).Target("acme").Start(ctx); err != nil {
		t.Fatal(err)
	}
	want("activate", "effect none", "job", "after", "every", "delivery")
	k.Health(ctx)
	admin, err := sig.Require(k, sig.ConfigAdminContract)
	if err != nil {
		t.Fatal(err)
	}
	if err := admin.Set("tenants.acme.worker.note", "new"); err != nil {
		t.Fatal(err)
	}
	want("health", "effect new")
	if _, err := k.Replace(ctx, name, "", nil); err != nil { // its state is carried over
		t.Fatal(err)
	}
	want("snapshot", "restore")
	if err := k.Remove(ctx, name); err != nil {
		t.Fatal(err)
	}
	want("deactivate")
	mu.Lock()
	for what, all := range labels {
		for _, l := range all {
			if l != "acme" {
				t.Errorf("%s ran as %q", what, l)
			}
		}
	}
	mu.Unlock()
	if left := labelsOfThisGoroutine(t); len(left) > 0 {
		t.Errorf("the host's goroutine goes on as %q", left)
	}
	if err := k.Shutdown(ctx); err != nil {
		t.Fatal(err)
	}
}
