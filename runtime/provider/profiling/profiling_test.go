package profiling_test

import (
	"bytes"
	"context"
	"runtime/pprof"
	"sync"
	"testing"

	"github.com/google/pprof/profile"
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/probe"
	"github.com/sigen-dev/sigen/runtime/provider/profiling"
)

func booted(t *testing.T) *sig.Kernel {
	t.Helper()
	k := sig.New(sig.WithObserver(profiling.Labels()))
	if err := k.Discover(probe.ProbeFactory); err != nil {
		t.Fatal(err)
	}
	for _, tenant := range []string{"acme", "globex"} {
		if _, err := probe.InstantiateProbe(k, tenant+"-probe", probe.ProbeProps{Target: tenant}); err != nil {
			t.Fatal(err)
		}
	}
	if err := k.Boot(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = k.Shutdown(context.Background()) })
	return k
}

func run(t *testing.T, k *sig.Kernel, tenant, plot string) {
	t.Helper()
	if _, err := probe.NewProbeClient(k).Target(tenant).Run(t.Context(), probe.Params{Plot: plot}); err != nil {
		t.Error(err)
	}
}

// A CPU profile of two busy tenants splits by tenant: one works in its calls, the other in a job.
func TestACPUProfileSplitsByTenant(t *testing.T) {
	k := booted(t)
	spin := func() (n uint64) {
		for i := range uint64(1 << 22) {
			n = n*31 + i
		}
		return n
	}
	sink := make(chan uint64, 1)
	work := func() {
		select {
		case sink <- spin():
		default:
		}
	}
	probe.Plan(t.Name()+"/call", func(context.Context, *probe.Probe) error { work(); return nil })
	probe.Plan(t.Name()+"/job", func(_ context.Context, p *probe.Probe) error {
		done := make(chan struct{})
		p.Go(func(context.Context) error { defer close(done); work(); return nil })
		<-done
		return nil
	})
	for range 200 { // a profile samples a hundred times a second, so that a short one may have missed somebody
		var out bytes.Buffer
		if err := pprof.StartCPUProfile(&out); err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for tenant, plot := range map[string]string{"acme": "/call", "globex": "/job"} {
			wg.Go(func() {
				for range 20 {
					run(t, k, tenant, t.Name()+plot)
				}
			})
		}
		wg.Wait()
		pprof.StopCPUProfile()
		p, err := profile.Parse(&out)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, s := range p.Sample {
			for _, v := range s.Label["tenant"] {
				seen[v] = true
			}
		}
		if seen["acme"] && seen["globex"] {
			return
		}
	}
	t.Error("no profile has both tenants")
}

// The label is there inside of a call, is the tenant's and nobody else's, and gone afterwards.
func TestTheLabelEndsWithTheCall(t *testing.T) {
	k := booted(t)
	var inside string
	probe.Plan(t.Name(), func(ctx context.Context, _ *probe.Probe) error {
		inside, _ = pprof.Label(ctx, "tenant")
		return nil
	})
	for _, tenant := range []string{"acme", "globex"} {
		if run(t, k, tenant, t.Name()); inside != tenant {
			t.Errorf("the label inside of %s is %q", tenant, inside)
		}
	}
	var out bytes.Buffer
	if err := pprof.Lookup("goroutine").WriteTo(&out, 0); err != nil {
		t.Fatal(err)
	}
	p, err := profile.Parse(&out)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range p.Sample {
		if v := s.Label["tenant"]; len(v) > 0 {
			t.Errorf("a goroutine goes on as %q", v)
		}
	}
}
