package telemetry_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/probe"
	"github.com/sigen-dev/sigen/runtime/provider/config"
)

// Nothing of what settings say leaves in spans or metrics: not from components that read them, that fail with
// them, or that refuse them.
func TestNoSettingLeaves(t *testing.T) {
	const canary, refused = "canary-51c0", "canary-99e2"
	ctx := t.Context()
	l := newLab(t)
	if err := l.Discover(config.ProviderFactory, probe.WorkerFactory); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Add(ctx, "config", "config", nil); err != nil {
		t.Fatal(err)
	}
	admin, err := sig.Require(l.Kernel, sig.ConfigAdminContract)
	if err != nil {
		t.Fatal(err)
	}
	set := func(path, value string, fits bool) {
		t.Helper()
		if err := admin.Set(path, value); (err == nil) != fits {
			t.Errorf("setting %s: %v", path, err)
		}
	}
	set("tenants.acme.worker.note", canary, true)
	set("tenants.acme.sig.limits.worker.start", "1/h,burst=1", true)
	seen := make(chan string, 16)
	probe.Watch("acme-worker", func(_ context.Context, what string) {
		if strings.HasPrefix(what, "effect") {
			seen <- what
		}
	})
	if _, err := probe.InstantiateWorker(l.Kernel, "acme-worker", probe.WorkerProps{Target: "acme"}); err != nil {
		t.Fatal(err)
	}
	if got := <-seen; !strings.Contains(got, canary) {
		t.Fatalf("the settings are not read: %q", got)
	}
	worker := probe.NewWorkerClient(l.Kernel).Target("acme")
	if err := worker.Tell(ctx); err == nil || !strings.Contains(err.Error(), canary) {
		t.Fatalf("it does not fail with what its settings say: %v", err)
	}
	if err := worker.Start(ctx); err != nil {
		t.Fatal(err)
	}
	if err := worker.Start(ctx); err == nil {
		t.Fatal("the limit in the settings is not in force")
	}
	set("tenants.acme.worker.count", refused, false)
	set("defaults.sig.limit", refused, false)
	set("tenants.acme.worker.note", canary+"-again", true)
	set("tenants.globex.worker.count", "7", true)
	if _, err := probe.InstantiateWorker(l.Kernel, "globex-worker", probe.WorkerProps{Target: "globex"}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Replace(ctx, "acme-worker", "", nil); err != nil {
		t.Fatal(err)
	}
	text := fmt.Sprintf("%+v", l.spans.GetSpans()) + fmt.Sprintf("%+v", l.metrics())
	for _, want := range []string{"worker.tell", "worker.start", "limited", "acme"} {
		if !strings.Contains(text, want) {
			t.Fatalf("spans and metrics do not have %q, so what they lack says nothing", want)
		}
	}
	for _, secret := range []string{canary, refused} {
		if at := strings.Index(text, secret); at >= 0 {
			t.Errorf("%s leaves: …%s…", secret, text[max(0, at-120):min(len(text), at+60)])
		}
	}
}

// The span of a refused call has the caller's as its parent, also where the tenant changes, and a call that was
// refused is not counted as one that ran.
func TestARefusedCallHasItsParent(t *testing.T) {
	l := newLab(t)
	l.add("acme")
	ctx, outer := l.tracer.Tracer("test").Start(t.Context(), "outer")
	c := probe.NewProbeClient(l.Kernel).Target("acme")
	if err := c.Scarce(ctx); err != nil {
		t.Fatal(err)
	}
	if err := c.Scarce(ctx); err == nil {
		t.Fatal("no limit")
	}
	outer.End()
	spans := 0
	for _, s := range l.spans.GetSpans() {
		if s.Name == "probe.scarce" {
			spans++
			if s.Parent.SpanID() != outer.SpanContext().SpanID() {
				t.Errorf("the parent of a span with %v is not the caller's", s.Attributes)
			}
		}
	}
	if spans != 2 {
		t.Errorf("%d spans, want 2", spans)
	}
	want(t, "calls", l.collected("sigen.calls"), "probe probe.scarce", 1)
	want(t, "refused", l.collected("sigen.calls.refused"), "limited probe.scarce", 1)
	want(t, "of the tenant", l.collected("sigen.tenant.calls"), "acme", 1)
	want(t, "of the tenant, refused", l.collected("sigen.tenant.refused"), "acme", 1)
	want(t, "of the tenant, failed", l.collected("sigen.tenant.errors"), "acme", 0)
}
