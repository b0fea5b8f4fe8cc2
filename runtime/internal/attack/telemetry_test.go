package attack

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime/pprof"
	"strings"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/attack/victim"
	"github.com/sigen-dev/sigen/runtime/provider/logging"
	"github.com/sigen-dev/sigen/runtime/provider/profiling"
	"github.com/sigen-dev/sigen/runtime/provider/telemetry"
	"github.com/sigen-dev/sigen/runtime/transport/httprpc"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
)

// Spans, metrics, lines of the kernel's events and labels of profiles go to where everybody's go, and are
// read by who operates all of it: they have names, counts and classes, and nothing that a call carried.
// The answers over HTTP go to one tenant, and have nothing of another.
func TestCanariesInTelemetryAndHTTP(t *testing.T) {
	spans, reader := tracetest.NewInMemoryExporter(), metric.NewManualReader()
	o, err := telemetry.New(telemetry.WithTracerProvider(trace.NewTracerProvider(trace.WithSyncer(spans))), telemetry.WithMeterProvider(metric.NewMeterProvider(metric.WithReader(reader))))
	if err != nil {
		t.Fatal(err)
	}
	var lines bytes.Buffer // the kernel tells events on one goroutine
	w := newWorld(t, sig.WithObserver(o), sig.WithObserver(logging.Observer(slog.New(slog.NewJSONHandler(&lines, &slog.HandlerOptions{Level: slog.LevelDebug})))),
		sig.WithObserver(profiling.Labels()), sig.WithLatency())
	t.Cleanup(func() { _ = o.Close() })
	w.plant("acme", acmeCanary)
	w.plant("globex", globexCanary)
	victim.PlanBrooding(func(ctx context.Context, files sig.Storage, note string) error {
		return fmt.Errorf("nothing comes of %s with %v", note, files)
	})
	victim.Plan("blab", blab)
	var profile bytes.Buffer
	victim.Plan("profile", func(context.Context, *victim.Suspect, string) (victim.Loot, error) {
		return victim.Loot{}, pprof.Lookup("goroutine").WriteTo(&profile, 1)
	})
	h := httprpc.NewHandler(w.Kernel, httprpc.WithTenant(tenantOfToken))
	answers := map[string]*strings.Builder{"acme": {}, "globex": {}}
	post := func(tenant, path, body, header, value string) {
		r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", tenant)
		if header != "" {
			r.Header.Set(header, value)
		}
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, r)
		fmt.Fprintf(answers[tenant], "%d %v %s\n", rec.Code, rec.Header(), rec.Body)
	}
	for _, how := range append(hows, "nothing") {
		if how == "a server's URL" {
			for tenant := range answers {
				w.settle(tenant, "postgres://"+tenant+":"+passwordOf(tenant)+"@127.0.0.1:1/"+tenant)
			}
		}
		for tenant := range answers {
			body, _ := json.Marshal(victim.Order{Plot: "blab", Arg: how})
			post(tenant, "/suspect/run", string(body), "", "")
			post(tenant, "/suspect/run", string(body), "Idempotency-Key", "the-same-"+strings.ReplaceAll(how, " ", "-"))
			post(tenant, "/suspect/run", string(body), "Accept", "application/x-ndjson")
			post(tenant, "/suspect/run", string(body), "Traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
		}
	}
	own := map[string]string{"acme": acmeCanary, "globex": globexCanary}
	for tenant, canary := range own { // what nobody takes, in every place that is echoed or becomes a name
		for _, path := range []string{"/suspect/run", "/suspect/" + canary, "/" + canary + "/run"} {
			for _, body := range []string{`{"plot":"` + canary + `"}`, `{"` + canary + `":1}`, canary, `{"plot":"blab","arg":"nothing","bag":["` + canary + `",1]}`} {
				post(tenant, path, body, "", "")
				post(tenant, path, body, "Tracestate", "a="+canary)
			}
		}
		post(tenant, "/suspect/run", `{"plot":"profile"}`, "", "")
		if _, err := w.Instantiate("brooder", tenant+"-brooder", sig.Props{"target": tenant}); err != nil {
			fmt.Fprintln(answers[tenant], err)
		}
		_, _ = victim.NewAuditorClient(w.Kernel).Visit(t.Context(), victim.Visit{Whom: tenant, Why: "because of " + canary, Order: victim.Order{Plot: "blab", Arg: "panic"}})
		_, _ = w.Bus().Invoke(t.Context(), canary+".run", nil)
		_, _ = w.Bus().Invoke(t.Context(), "suspect."+canary, sig.Params{"target": tenant})
	}
	for tenant, canary := range own {
		if !strings.Contains(answers[tenant].String(), canary) || !strings.Contains(answers[tenant].String(), `"code":"panic"`) {
			t.Errorf("%s sees neither its own canary nor a failure, so that nothing is searched:\n%s", tenant, answers[tenant])
		}
		for other, theirs := range own {
			if other != tenant && strings.Contains(answers[tenant].String(), theirs) {
				t.Errorf("%s is answered with data of %s", tenant, other)
			}
		}
	}
	if err := w.Settled(t.Context()); err != nil {
		t.Fatal(err)
	}
	var rm metricdata.ResourceMetrics
	if err := reader.Collect(t.Context(), &rm); err != nil {
		t.Fatal(err)
	}
	asJSON := func(v any) string {
		out, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	public := map[string]string{
		"metrics": asJSON(rm), "lines of events": lines.String(), "a profile's labels": profile.String(),
		"the graph": asJSON(w.Graph()), "the tenants": asJSON(w.Tenants()), "the status": asJSON(w.Status()),
	}
	failures := 0
	for _, s := range spans.GetSpans() {
		text := fmt.Sprintf("%s %+v %+v %+v %+v %+v %+v", s.Name, s.Attributes, s.Events, s.Links, s.Status, s.SpanContext, s.Parent)
		public["spans"] += text + "\n"
		if s.Status.Code == codes.Error {
			failures++
		}
		for tenant := range own { // a span is of one tenant, whose names are all that it has
			for _, a := range s.Attributes {
				if a.Key == "sigen.tenant" && a.Value.AsString() == tenant {
					for other := range own {
						if other != tenant && strings.Contains(text, other) {
							t.Errorf("a span of %s names %s: %s", tenant, other, text)
						}
					}
				}
			}
		}
	}
	for where, has := range map[string]string{"spans": "suspect.run", "metrics": "sigen.call.errors", "lines of events": "acme-brooder", "a profile's labels": `"tenant":"acme"`, "the tenants": "globex"} {
		if failures == 0 || !strings.Contains(public[where], has) {
			t.Errorf("%s lack %s, so that little is searched: %.2000s", where, has, public[where])
		}
	}
	for where, text := range public {
		for _, found := range []string{acmeCanary, globexCanary} {
			if strings.Contains(text, found) {
				i := strings.Index(text, found)
				t.Errorf("a canary is in %s: …%s", where, text[max(0, i-200):i+len(found)])
			}
		}
	}
	for tenant, all := range answers {
		public["the answers of "+tenant] = all.String()
	}
	for where, text := range public {
		for _, secret := range []string{acmeSecret, globexSecret, passwordOf("acme"), passwordOf("globex")} {
			if strings.Contains(text, secret) {
				t.Errorf("a secret is in %s", where)
			}
		}
	}
	if strings.Contains(public["the graph"], "acme") || strings.Contains(public["the graph"], "globex") {
		t.Errorf("the graph, which is the same for everybody, names a tenant: %s", public["the graph"])
	}
}
