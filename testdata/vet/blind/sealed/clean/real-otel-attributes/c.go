// Package realotelattributes: attribute sets are keys of the instance's own counters.
//
// Verdict: proved.
package realotelattributes

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"go.opentelemetry.io/otel/attribute"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Sample is one observation.
type Sample struct {
	Route  string `json:"route" sig:"min=1"`
	Status int    `json:"status" sig:"min=100,max=599"`
	Millis int    `json:"millis" sig:"min=0"`
}

// Row is a line of a report.
type Row struct {
	Labels string `json:"labels"`
	Count  int    `json:"count"`
	Mean   int    `json:"mean"`
}

// Report is what was observed.
type Report struct {
	Rows []Row `json:"rows"`
}

var (
	routeKey  = attribute.Key("http.route")
	statusKey = attribute.Key("http.status_class")
)

type series struct{ count, millis int }

// Latencies sums up latencies of a tenant's site.
//
//sig:component name=real-otel-attributes scope=tenant
type Latencies struct {
	sig.Instance

	mu     sync.Mutex
	series map[attribute.Distinct]*series
	sets   map[attribute.Distinct]attribute.Set
}

func labels(s Sample) attribute.Set {
	return attribute.NewSet(
		routeKey.String(s.Route),
		statusKey.String(strconv.Itoa(s.Status/100)+"xx"),
	)
}

// Observe adds a sample.
//
//sig:runnable desc="Add a sample"
func (l *Latencies) Observe(ctx context.Context, s Sample) error {
	set := labels(s)
	key := set.Equivalent()
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.series == nil {
		l.series = make(map[attribute.Distinct]*series)
		l.sets = make(map[attribute.Distinct]attribute.Set)
	}
	sr, ok := l.series[key]
	if !ok {
		sr = new(series)
		l.series[key], l.sets[key] = sr, set
	}
	sr.count++
	sr.millis += s.Millis
	return nil
}

// Report reports.
//
//sig:runnable desc="What was observed"
func (l *Latencies) Report(ctx context.Context) (Report, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var r Report
	for key, sr := range l.series {
		var b strings.Builder
		set := l.sets[key]
		for _, kv := range set.ToSlice() {
			fmt.Fprintf(&b, "%s=%s ", kv.Key, kv.Value.AsString())
		}
		r.Rows = append(r.Rows, Row{Labels: strings.TrimSpace(b.String()), Count: sr.count, Mean: sr.millis / sr.count})
	}
	slices.SortFunc(r.Rows, func(a, b Row) int { return cmp.Compare(a.Labels, b.Labels) })
	return r, nil
}
