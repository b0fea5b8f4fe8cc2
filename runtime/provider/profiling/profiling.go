// Package profiling puts the tenant into CPU profiles, as the pprof label "tenant":
//
//	k := sig.New(sig.WithObserver(profiling.Labels()))
//
//	go tool pprof -tagfocus tenant=acme cpu.pprof
//
// It is set where a goroutine enters a tenant: at the first call into it, and where one runs hooks, effects, jobs,
// timers or deliveries of its instances; what runs further in, and goroutines that are started there, have it too. A
// shared component's work in a tenant's call is that tenant's. Without the option calls pay nothing; with it a call from outside
// of a tenant pays two changes of labels and their allocations, and one inside of it a look at its context.
package profiling

import (
	"context"
	"runtime/pprof"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// label is the name of the label.
const label = "tenant"

// Labels makes an observer for sig.WithObserver.
func Labels() sig.Observer { return labels{} }

type labels struct{}

var (
	_ sig.CallObserver = labels{}
	_ sig.WorkObserver = labels{}
)

func (labels) Observe(sig.KernelEvent) {}

func (labels) CallRefused(context.Context, sig.CallInfo, error) {}

// within says for whom the goroutine of a context works: whom its label names, or, in a component, whose that is.
func within(ctx context.Context) string {
	if t, ok := pprof.Label(ctx, label); ok {
		return t
	}
	if c, ok := sig.CallerOf(ctx); ok && c.Instance() != "" {
		return c.Tenant()
	}
	return ""
}

func mark(ctx context.Context, tenant string) context.Context {
	return pprof.WithLabels(ctx, pprof.Labels(label, tenant))
}

// restore puts back what the goroutine of a context had.
func restore(ctx context.Context) {
	if t := within(ctx); t != "" {
		ctx = mark(ctx, t)
	}
	pprof.SetGoroutineLabels(ctx)
}

func (labels) BeginCall(from, ctx context.Context, c sig.CallInfo) (context.Context, func(error, time.Duration)) {
	if c.Tenant == "" || c.Tenant == within(from) {
		return nil, nil
	}
	inner := mark(ctx, c.Tenant)
	pprof.SetGoroutineLabels(inner)
	return inner, func(error, time.Duration) { restore(from) }
}

func (labels) BeginWork(ctx context.Context, w sig.WorkInfo) func() {
	if w.Tenant == "" {
		return nil
	}
	pprof.SetGoroutineLabels(mark(ctx, w.Tenant))
	return func() { restore(ctx) }
}
