package main

import (
	"context"
	"sync/atomic"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Count is a number.
type Count int64

// Flaky is busy twice.
//
//sig:component name=retries-flaky scope=tenant
type Flaky struct {
	sig.Instance
	asked, changed atomic.Int64
}

func busy() error {
	return &sig.Error{Code: sig.CodeBusy, Retry: time.Microsecond}
}

//sig:runnable idempotent
func (f *Flaky) Ask(ctx context.Context) (Count, error) {
	if n := f.asked.Add(1); n%3 != 0 {
		return 0, busy()
	}
	return Count(f.asked.Load()), nil
}

//sig:runnable
func (f *Flaky) Change(ctx context.Context) (Count, error) {
	f.changed.Add(1)
	return 0, busy()
}

//sig:runnable
func (f *Flaky) Counts(ctx context.Context) (Counts, error) {
	return Counts{Count(f.asked.Load()), Count(f.changed.Load())}, nil
}

// Counts say how often each ran.
type Counts struct{ Asked, Changed Count }
