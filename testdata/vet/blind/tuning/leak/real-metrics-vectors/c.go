// Package realmetricsvectors: instruments are created on demand per metric name.
//
// Verdict: leak.
// Why: The vector of instruments is package state that grows with names which tenants choose, and it
// records with the process's global meter.
package realmetricsvectors

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	sig "github.com/sigen-dev/sigen/runtime"
)

// vectors has the counters that were asked for, by name.
type vectors struct {
	mu       sync.RWMutex
	counters map[string]metric.Int64Counter
}

var metrics = vectors{counters: map[string]metric.Int64Counter{}}

func (v *vectors) counter(name string) (metric.Int64Counter, error) {
	v.mu.RLock()
	c, ok := v.counters[name]
	v.mu.RUnlock()
	if ok {
		return c, nil
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if c, ok := v.counters[name]; ok {
		return c, nil
	}
	c, err := otel.Meter("shop").Int64Counter(name, metric.WithUnit("1"))
	if err != nil {
		return nil, err
	}
	v.counters[name] = c // want leak
	return c, nil
}

func (v *vectors) names() []string {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return slices.Sorted(maps.Keys(v.counters))
}

// Sample is one observation.
type Sample struct {
	Metric string            `json:"metric"`
	Value  int64             `json:"value"`
	Labels map[string]string `json:"labels"`
}

// Known lists the metrics.
type Known struct {
	Names []string `json:"names"`
}

// Telemetry counts what a tenant's program observes.
//
//sig:component name=real-metrics-vectors scope=tenant
type Telemetry struct {
	sig.Instance
}

// Observe adds a sample.
//
//sig:runnable desc="Add a sample"
func (t *Telemetry) Observe(ctx context.Context, s Sample) error {
	if s.Value < 0 {
		return fmt.Errorf("%s: %w: counters only grow", s.Metric, sig.ErrInvalid)
	}
	c, err := metrics.counter(s.Metric)
	if err != nil {
		return err
	}
	attrs := make([]attribute.KeyValue, 0, len(s.Labels))
	for _, k := range slices.Sorted(maps.Keys(s.Labels)) {
		attrs = append(attrs, attribute.String(k, s.Labels[k]))
	}
	c.Add(ctx, s.Value, metric.WithAttributes(attrs...))
	return nil
}

// List lists the metrics that there are.
//
//sig:runnable desc="List metrics"
func (t *Telemetry) List(ctx context.Context) (Known, error) {
	return Known{Names: metrics.names()}, nil
}
