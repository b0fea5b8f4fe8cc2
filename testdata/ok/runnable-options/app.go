package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Text is text.
type Text string

// Worker works.
//
//sig:component name=options-worker scope=tenant
type Worker struct{ sig.Instance }

//sig:runnable timeout=5ms idempotent desc="Waits for \"ever\""
func (w *Worker) Slow(ctx context.Context) error {
	<-ctx.Done()
	return ctx.Err()
}

//sig:runnable name=boom destructive
func (w *Worker) Panic(ctx context.Context, t Text) (Text, error) { panic(t) }

//sig:runnable timeout=1h30m desc=short
func (w *Worker) GetHTTPStatus(ctx context.Context) (Text, error) { return "ok", nil }

//sig:runnable limit=2/h,burst=2,concurrency=4,queue=8,deadline=1s,result=1KiB
func (w *Worker) Scarce(ctx context.Context) (Text, error) { return "one of two", nil }
