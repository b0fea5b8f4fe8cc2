package telemetry_test

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/probe"
	"github.com/sigen-dev/sigen/runtime/provider/telemetry"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
)

func ExampleNew() {
	spans := tracetest.NewInMemoryExporter() // a program sends them somewhere
	observer, err := telemetry.New(telemetry.WithTracerProvider(trace.NewTracerProvider(trace.WithSyncer(spans))))
	if err != nil {
		panic(err)
	}
	defer observer.Close()
	k := sig.New(sig.WithObserver(observer))
	if err := k.Discover(probe.ProbeFactory); err != nil {
		panic(err)
	}
	if _, err := probe.InstantiateProbe(k, "acme-probe", probe.ProbeProps{Target: "acme"}); err != nil {
		panic(err)
	}
	ctx := context.Background()
	if err := k.Boot(ctx); err != nil {
		panic(err)
	}
	defer k.Shutdown(ctx)
	if _, err := probe.NewProbeClient(k).Target("acme").Run(ctx, probe.Params{}); err != nil {
		panic(err)
	}
	for _, s := range spans.GetSpans() {
		fmt.Println(s.Name)
	}
	// Output: probe.run
}
