package telemetry

import (
	"context"
	"errors"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

const scope = "github.com/sigen-dev/sigen/runtime/provider/telemetry"

// DefaultTenants is how many tenants have metrics under their own names.
const DefaultTenants = 100

// An Option configures an Observer.
type Option interface{ apply(*config) }

type config struct {
	tracers trace.TracerProvider
	meters  metric.MeterProvider
	tenants int
}

type optionFunc func(*config)

func (f optionFunc) apply(c *config) { f(c) }

// WithTracerProvider has spans made by p instead of otel.GetTracerProvider.
func WithTracerProvider(p trace.TracerProvider) Option {
	return optionFunc(func(c *config) { c.tracers = p })
}

// WithMeterProvider has metrics made by p instead of otel.GetMeterProvider.
func WithMeterProvider(p metric.MeterProvider) Option {
	return optionFunc(func(c *config) { c.meters = p })
}

// WithTenants sets how many tenants have metrics under their own names; default DefaultTenants. 0 is none: then
// all are in the overflow series.
func WithTenants(n int) Option { return optionFunc(func(c *config) { c.tenants = max(n, 0) }) }

// An Observer makes spans and metrics. It is safe for concurrent use.
type Observer struct {
	tracer  trace.Tracer
	names   propagation.TraceContext
	tenants roster
	sets    sync.Map // setKey -> metric.MeasurementOption

	duration                metric.Float64Histogram
	calls, failed, refused  metric.Int64Counter
	running                 metric.Int64UpDownCounter
	events                  map[sig.EventKind]metric.Int64Counter
	letters, lost, restarts metric.Int64Counter
	registration            metric.Registration
}

var (
	_ sig.CallObserver    = (*Observer)(nil)
	_ sig.TracePropagator = (*Observer)(nil)
)

// New makes an observer for sig.WithObserver. It fails when the meter refuses an instrument. Close ends it.
func New(opts ...Option) (*Observer, error) {
	c := config{tracers: otel.GetTracerProvider(), meters: otel.GetMeterProvider(), tenants: DefaultTenants}
	for _, o := range opts {
		o.apply(&c)
	}
	o := &Observer{tracer: c.tracers.Tracer(scope)}
	o.tenants.limit = c.tenants
	m := c.meters.Meter(scope)
	var errs []error
	counter := func(name, desc string) metric.Int64Counter {
		x, err := m.Int64Counter(name, metric.WithDescription(desc))
		errs = append(errs, err)
		return x
	}
	var err error
	o.duration, err = m.Float64Histogram("sigen.call.duration", metric.WithUnit("s"), metric.WithDescription("How long calls took"),
		metric.WithExplicitBucketBoundaries(1e-6, 1e-5, 1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 5e-3, 1e-2, 2.5e-2, 5e-2, 0.1, 0.25, 0.5, 1, 2.5, 5, 10))
	errs = append(errs, err)
	o.running, err = m.Int64UpDownCounter("sigen.calls.in_flight", metric.WithDescription("Calls that run"))
	errs = append(errs, err)
	o.calls = counter("sigen.calls", "Calls that ran")
	o.failed = counter("sigen.call.errors", "Calls that ran and failed")
	o.refused = counter("sigen.calls.refused", "Calls that did not run")
	o.letters = counter("sigen.dead_letters", "Events that nobody took")
	o.lost = counter("sigen.events.lost", "Events of the kernel that came too fast to be counted")
	o.restarts = counter("sigen.restarts", "Instances that supervision started again")
	o.events = map[sig.EventKind]metric.Int64Counter{
		sig.EventActivated:        counter("sigen.instances.activations", "Instances that came up"),
		sig.EventActivationFailed: counter("sigen.instances.activation_failures", "Instances that did not come up"),
		sig.EventDeactivated:      counter("sigen.instances.deactivations", "Instances that were taken down"),
		sig.EventPassivated:       counter("sigen.instances.passivations", "Idle instances that were taken down"),
		sig.EventReplaced:         counter("sigen.instances.replacements", "Instances that got another body"),
		sig.EventRestarted:        o.restarts,
	}
	errs = append(errs, o.observeTenants(m))
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return o, nil
}

// observeTenants has the series of tenants collected.
func (o *Observer) observeTenants(m metric.Meter) error {
	var errs []error
	counter := func(name, desc string) metric.Int64ObservableCounter {
		x, err := m.Int64ObservableCounter(name, metric.WithDescription(desc))
		errs = append(errs, err)
		return x
	}
	calls := counter("sigen.tenant.calls", "Calls that ran for a tenant")
	failed := counter("sigen.tenant.errors", "Calls that ran for a tenant and failed")
	refused := counter("sigen.tenant.refused", "Calls for a tenant that did not run")
	spent, err := m.Float64ObservableCounter("sigen.tenant.time", metric.WithUnit("s"), metric.WithDescription("Time that calls for a tenant took"))
	errs = append(errs, err)
	running, err := m.Int64ObservableGauge("sigen.tenant.in_flight", metric.WithDescription("Calls for a tenant that run"))
	errs = append(errs, err)
	if err := errors.Join(errs...); err != nil {
		return err
	}
	o.registration, err = m.RegisterCallback(func(_ context.Context, to metric.Observer) error {
		tell := func(s *series, by attribute.KeyValue) {
			set := metric.WithAttributes(by)
			to.ObserveInt64(calls, s.calls.Load(), set)
			to.ObserveInt64(failed, s.errors.Load(), set)
			to.ObserveInt64(refused, s.refused.Load(), set)
			to.ObserveFloat64(spent, time.Duration(s.nanos.Load()).Seconds(), set)
			to.ObserveInt64(running, s.running.Load(), set)
		}
		for _, s := range o.tenants.present() {
			tell(s, attribute.String("sigen.tenant", s.key.Name()))
		}
		if x := &o.tenants.overflow; x.calls.Load()+x.refused.Load()+x.running.Load() > 0 {
			tell(x, attribute.Bool("otel.metric.overflow", true))
		}
		return nil
	}, calls, failed, refused, spent, running)
	return err
}

// Close has the series of tenants collected no more. What is in flight may go on.
func (o *Observer) Close() error { return o.registration.Unregister() }

// A setKey is what a set of attributes is made of. There are as many as runnables times outcomes.
type setKey struct{ component, runnable, outcome, topic string }

func (o *Observer) set(k setKey) metric.MeasurementOption {
	if s, ok := o.sets.Load(k); ok {
		return s.(metric.MeasurementOption)
	}
	var all []attribute.KeyValue
	for _, a := range []struct{ key, value string }{{"sigen.component", k.component}, {"sigen.runnable", k.runnable}, {"sigen.outcome", k.outcome}, {"sigen.topic", k.topic}} {
		if a.value != "" {
			all = append(all, attribute.String(a.key, a.value))
		}
	}
	s, _ := o.sets.LoadOrStore(k, metric.WithAttributeSet(attribute.NewSet(all...)))
	return s.(metric.MeasurementOption)
}

func outcome(err error) string {
	if err == nil {
		return "ok"
	}
	return sig.ErrorClass(err)
}

// start begins the span of a call; from has its parent.
func (o *Observer) start(from context.Context, c sig.CallInfo) trace.Span {
	name := c.Runnable
	if name == "" {
		name = "unknown runnable"
	}
	kind := trace.SpanKindInternal
	parent := trace.SpanContextFromContext(from)
	if parent.IsRemote() {
		kind = trace.SpanKindServer
	}
	attrs := make([]attribute.KeyValue, 0, 4)
	for _, a := range []struct{ key, value string }{{"sigen.component", c.Component}, {"sigen.instance", c.Instance}, {"sigen.runnable", c.Runnable}, {"sigen.tenant", c.Tenant}} {
		if a.value != "" {
			attrs = append(attrs, attribute.String(a.key, a.value))
		}
	}
	_, span := o.tracer.Start(from, name, trace.WithSpanKind(kind), trace.WithAttributes(attrs...))
	return span
}

func finish(span trace.Span, err error) {
	if span.IsRecording() {
		span.SetAttributes(attribute.String("sigen.outcome", outcome(err)))
		if err != nil {
			span.SetStatus(codes.Error, sig.ErrorClass(err))
		}
	}
	span.End()
}

// BeginCall implements sig.CallObserver. Nothing of from but its span gets into the context of the runnable.
func (o *Observer) BeginCall(from, ctx context.Context, c sig.CallInfo) (context.Context, func(err error, took time.Duration)) {
	span := o.start(from, c)
	inner := trace.ContextWithSpan(ctx, span)
	what := o.set(setKey{component: c.Component, runnable: c.Runnable})
	tenant := o.tenants.of(c.TenantKey)
	o.running.Add(inner, 1, what)
	if tenant != nil {
		tenant.begin()
	}
	return inner, func(err error, took time.Duration) {
		ended := o.set(setKey{component: c.Component, runnable: c.Runnable, outcome: outcome(err)})
		o.running.Add(inner, -1, what)
		o.calls.Add(inner, 1, what)
		o.duration.Record(inner, took.Seconds(), ended)
		if err != nil {
			o.failed.Add(inner, 1, ended)
		}
		if tenant != nil {
			tenant.end(err, took)
		}
		finish(span, err)
	}
}

// CallRefused implements sig.CallObserver.
func (o *Observer) CallRefused(ctx context.Context, c sig.CallInfo, err error) {
	finish(o.start(ctx, c), err)
	o.refused.Add(ctx, 1, o.set(setKey{runnable: c.Runnable, outcome: outcome(err)}))
	if s := o.tenants.of(c.TenantKey); s != nil {
		s.refused.Add(1)
	}
}

// Observe implements sig.Observer.
func (o *Observer) Observe(e sig.KernelEvent) {
	ctx := context.Background()
	switch e.Kind {
	case sig.EventLost:
		o.lost.Add(ctx, int64(e.Count))
	case sig.EventDeadLetter:
		o.letters.Add(ctx, 1, o.set(setKey{component: e.Component, topic: e.Topic}))
	default:
		if c := o.events[e.Kind]; c != nil {
			c.Add(ctx, 1, o.set(setKey{component: e.Component}))
		}
	}
}

// InjectTrace implements sig.TracePropagator.
func (o *Observer) InjectTrace(ctx context.Context) (traceparent, tracestate string) {
	c := propagation.MapCarrier{}
	o.names.Inject(ctx, c)
	return c["traceparent"], c["tracestate"]
}

// ExtractTrace implements sig.TracePropagator. What is no trace leaves ctx as it is.
func (o *Observer) ExtractTrace(ctx context.Context, traceparent, tracestate string) context.Context {
	return o.names.Extract(ctx, propagation.MapCarrier{"traceparent": traceparent, "tracestate": tracestate})
}
