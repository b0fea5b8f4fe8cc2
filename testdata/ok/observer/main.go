package main

import (
	"context"
	"fmt"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

// watch prints calls.
type watch struct{}

func (watch) BeginCall(from, ctx context.Context, c sig.CallInfo) (context.Context, func(error, time.Duration)) {
	fmt.Printf("  begin %s of %s (%s) for %s by %s\n", c.Runnable, c.Instance, c.Component, c.Tenant, c.Caller.Kind())
	return ctx, func(err error, took time.Duration) { fmt.Printf("  end %s: %v\n", c.Runnable, err) }
}

func (watch) CallRefused(ctx context.Context, c sig.CallInfo, err error) {
	fmt.Printf("  refused %s: %v\n", c.Runnable, err)
}

// Observe is told what happens to the kernel, which is not shown here.
func (watch) Observe(e sig.KernelEvent) {}

func main() {
	k := run.With([]sig.Option{sig.WithObserver(watch{})}, func(k *sig.Kernel) {
		run.Made(InstantiateInner(k, "inner", InnerProps{Target: "acme"}))
		run.Made(InstantiateOuter(k, "outer", OuterProps{Target: "acme"}))
	}, InnerFactory, OuterFactory)
	run.JSON(k, "outer.do", `"hi"`)
	run.JSON(k, "outer.do", `"fail"`)
	run.JSON(k, "outer.do", `7`)
	_, err := NewOuterClient(k).Target("nobody").Do(run.Quiet, "hi")
	run.Show("absent", nil, err)
	run.Done(k)
}
