package telemetry_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/probe"
	"github.com/sigen-dev/sigen/runtime/provider/telemetry"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
)

// A lab is a kernel whose spans and metrics stay here.
type lab struct {
	*sig.Kernel
	t      *testing.T
	tracer *trace.TracerProvider
	spans  *tracetest.InMemoryExporter
	reader *metric.ManualReader
}

func newLab(t *testing.T, opts ...telemetry.Option) *lab {
	t.Helper()
	l := &lab{t: t, spans: tracetest.NewInMemoryExporter(), reader: metric.NewManualReader()}
	l.tracer = trace.NewTracerProvider(trace.WithSyncer(l.spans))
	meters := metric.NewMeterProvider(metric.WithReader(l.reader))
	o, err := telemetry.New(append([]telemetry.Option{telemetry.WithTracerProvider(l.tracer), telemetry.WithMeterProvider(meters)}, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	l.Kernel = sig.New(sig.WithObserver(o))
	if err := l.Discover(probe.ProbeFactory, probe.HubFactory); err != nil {
		t.Fatal(err)
	}
	if err := l.Boot(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(l.Shutdown(context.Background()), o.Close()); err != nil {
			t.Error(err)
		}
	})
	return l
}

func (l *lab) add(tenant string) {
	l.t.Helper()
	if _, err := probe.InstantiateProbe(l.Kernel, tenant+"-probe", probe.ProbeProps{Target: tenant}); err != nil {
		l.t.Fatal(err)
	}
}

func (l *lab) run(ctx context.Context, tenant, plot, text string) error {
	_, err := probe.NewProbeClient(l.Kernel).Target(tenant).Run(ctx, probe.Params{Plot: plot, Text: text})
	return err
}

// collected is what a metric has, by the values of its attributes.
func (l *lab) collected(name string) map[string]int64 {
	l.t.Helper()
	got := map[string]int64{}
	for _, m := range l.metrics() {
		if m.Name != name {
			continue
		}
		switch d := m.Data.(type) {
		case metricdata.Sum[int64]:
			for _, p := range d.DataPoints {
				got[p.Attributes.Encoded(values{})] = p.Value
			}
		case metricdata.Gauge[int64]:
			for _, p := range d.DataPoints {
				got[p.Attributes.Encoded(values{})] = p.Value
			}
		case metricdata.Histogram[float64]:
			for _, p := range d.DataPoints {
				got[p.Attributes.Encoded(values{})] = int64(p.Count)
			}
		default:
			l.t.Fatalf("%s is a %T", name, d)
		}
	}
	return got
}

func (l *lab) metrics() (all []metricdata.Metrics) {
	l.t.Helper()
	if err := l.Settled(l.t.Context()); err != nil { // events are told some time later
		l.t.Fatal(err)
	}
	var rm metricdata.ResourceMetrics
	if err := l.reader.Collect(l.t.Context(), &rm); err != nil {
		l.t.Fatal(err)
	}
	for _, s := range rm.ScopeMetrics {
		all = append(all, s.Metrics...)
	}
	return all
}

func want(t *testing.T, what string, got map[string]int64, pairs ...any) {
	t.Helper()
	wanted := map[string]int64{}
	for n := 0; n < len(pairs); n += 2 {
		wanted[pairs[n].(string)] = int64(pairs[n+1].(int))
	}
	if fmt.Sprint(got) != fmt.Sprint(wanted) {
		t.Errorf("%s: %v, want %v", what, got, wanted)
	}
}

func TestSpansAndMetrics(t *testing.T) {
	l := newLab(t)
	l.add("acme")
	if _, err := probe.InstantiateHub(l.Kernel, "hub", probe.HubProps{}); err != nil {
		t.Fatal(err)
	}
	probe.Plan(t.Name(), func(ctx context.Context, p *probe.Probe) error { return errors.New("bad") })
	ctx, outer := l.tracer.Tracer("test").Start(t.Context(), "outer")
	if err := l.run(ctx, "acme", "", "x"); err != nil {
		t.Fatal(err)
	}
	if err := l.run(ctx, "acme", t.Name(), "x"); err == nil {
		t.Fatal("no error")
	}
	if err := l.run(ctx, "nobody", "", "x"); !errors.Is(err, sig.ErrNotFound) {
		t.Fatal(err)
	}
	outer.End()

	var lines []string
	for _, s := range l.spans.GetSpans() {
		if s.Name == "outer" {
			continue
		}
		attrs := map[string]string{}
		for _, a := range s.Attributes {
			attrs[string(a.Key)] = a.Value.AsString()
		}
		if s.Parent.SpanID() != outer.SpanContext().SpanID() {
			t.Errorf("the parent of %s is not the caller's span", s.Name)
		}
		lines = append(lines, fmt.Sprint(s.Name, " ", attrs, " ", s.Status.Code))
	}
	if got := strings.Join(lines, "\n"); got != strings.Join([]string{
		"probe.run map[sigen.component:probe sigen.instance:acme-probe sigen.outcome:ok sigen.runnable:probe.run sigen.tenant:acme] Unset",
		"probe.run map[sigen.component:probe sigen.instance:acme-probe sigen.outcome:failed sigen.runnable:probe.run sigen.tenant:acme] Error",
		"probe.run map[sigen.outcome:not_found sigen.runnable:probe.run] Error",
	}, "\n") {
		t.Errorf("spans:\n%s", got)
	}
	want(t, "calls", l.collected("sigen.calls"), "probe probe.run", 2)
	want(t, "errors", l.collected("sigen.call.errors"), "probe failed probe.run", 1)
	want(t, "durations", l.collected("sigen.call.duration"), "probe ok probe.run", 1, "probe failed probe.run", 1)
	want(t, "in flight", l.collected("sigen.calls.in_flight"), "probe probe.run", 0)
	want(t, "refused", l.collected("sigen.calls.refused"), "not_found probe.run", 1)
	want(t, "activations", l.collected("sigen.instances.activations"), "probe", 1, "hub", 1)
	want(t, "of the tenant", l.collected("sigen.tenant.calls"), "acme", 2)
	want(t, "errors of the tenant", l.collected("sigen.tenant.errors"), "acme", 1)
	want(t, "of the tenant in flight", l.collected("sigen.tenant.in_flight"), "acme", 0)
}

// However many tenants there are, those whose names come first are shown and all others are one series.
func TestSeriesOfTenantsAreCapped(t *testing.T) {
	const tenants, shown = 10_000, 5
	l := newLab(t, telemetry.WithTenants(shown))
	for n := range tenants {
		l.add("t" + strconv.Itoa(n*7919%tenants)) // in no order
	}
	for n := range tenants {
		if err := l.run(t.Context(), "t"+strconv.Itoa(n*7907%tenants), "", ""); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if err := l.run(t.Context(), "t10", "", ""); err != nil {
			t.Fatal(err)
		}
	}
	got := l.collected("sigen.tenant.calls")
	if len(got) != shown+1 {
		t.Fatalf("%d series: %v", len(got), got)
	}
	var sum int64
	for _, n := range got {
		sum += n
	}
	for _, name := range []string{"t0", "t1", "t10", "t100", "t1000"} {
		if got[name] < 1 {
			t.Errorf("%s, one of the first by name, has no series: %v", name, got)
		}
	}
	if got["t10"] < 3 || got["true"] == 0 {
		t.Errorf("series: %v", got)
	}
	if sum > tenants+2 {
		t.Errorf("%d calls in all, of %d", sum, tenants+2)
	}
}

// What is gone has no series at the next collection, and a successor of its name begins at zero.
func TestSeriesOfTheGoneAreDropped(t *testing.T) {
	l := newLab(t)
	l.add("acme")
	l.add("globex")
	for range 3 {
		if err := errors.Join(l.run(t.Context(), "acme", "", ""), l.run(t.Context(), "globex", "", "")); err != nil {
			t.Fatal(err)
		}
	}
	want(t, "both", l.collected("sigen.tenant.calls"), "acme", 3, "globex", 3)
	if _, err := l.Offboard(t.Context(), "acme"); err != nil {
		t.Fatal(err)
	}
	want(t, "offboarded", l.collected("sigen.tenant.calls"), "globex", 3)
	if err := l.Remove(t.Context(), "globex-probe"); err != nil {
		t.Fatal(err)
	}
	want(t, "removed", l.collected("sigen.tenant.calls"))
	l.add("acme")
	if err := l.run(t.Context(), "acme", "", ""); err != nil {
		t.Fatal(err)
	}
	want(t, "a successor", l.collected("sigen.tenant.calls"), "acme", 1)
}

// Nothing of params, results or errors' texts leaves in spans or metrics.
func TestNoContentLeaves(t *testing.T) {
	const canary = "canary-7f3a"
	l := newLab(t)
	l.add("acme")
	probe.Plan(t.Name()+"/error", func(context.Context, *probe.Probe) error { return errors.New(canary) })
	probe.Plan(t.Name()+"/panic", func(context.Context, *probe.Probe) error { panic(canary) })
	probe.Plan(t.Name()+"/job", func(_ context.Context, p *probe.Probe) error {
		p.Go(func(context.Context) error { return errors.New(canary) })
		return nil
	})
	for _, plot := range []string{"", "/error", "/panic", "/job"} {
		_ = l.run(t.Context(), "acme", t.Name()+plot, canary)
	}
	_, _ = l.Bus().InvokeJSON(t.Context(), "probe.run", []byte(`{"target":"acme","`+canary+`":1}`))
	seen := fmt.Sprintf("%+v", l.spans.GetSpans()) + fmt.Sprintf("%+v", l.metrics())
	if !strings.Contains(seen, "probe.run") {
		t.Fatal("nothing was seen at all")
	}
	if strings.Contains(seen, canary) {
		at := strings.Index(seen, canary)
		t.Errorf("it leaves: …%s…", seen[max(0, at-120):min(len(seen), at+60)])
	}
}

// A trace goes on in the peer that a transport leads to.
func TestTracesCrossTransports(t *testing.T) {
	o, err := telemetry.New(telemetry.WithTracerProvider(trace.NewTracerProvider()))
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	ctx, span := trace.NewTracerProvider().Tracer("test").Start(t.Context(), "outer")
	defer span.End()
	parent, state := o.InjectTrace(ctx)
	if parent == "" {
		t.Fatal("nothing to send")
	}
	back, _ := o.InjectTrace(o.ExtractTrace(t.Context(), parent, state))
	if back != parent {
		t.Errorf("sent %q, came %q", parent, back)
	}
	for _, wrong := range []string{"", "00-zz", strings.Repeat("9", 1<<16)} {
		if got, _ := o.InjectTrace(o.ExtractTrace(t.Context(), wrong, "")); got != "" {
			t.Errorf("%.20q is taken for a trace: %q", wrong, got)
		}
	}
}
