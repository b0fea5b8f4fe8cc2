package main

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Count is a number.
type Count int

// Worker works.
//
//sig:component name=goroutines-worker scope=tenant
type Worker struct {
	sig.Instance
	mu     sync.Mutex
	ticks  Count // guarded by mu
	jobs   chan struct{}
	ticked chan struct{}
}

//sig:activate
func (w *Worker) start(ctx context.Context) error {
	w.jobs, w.ticked = make(chan struct{}), make(chan struct{})
	w.Go(func(ctx context.Context) error {
		w.jobs <- struct{}{}
		<-ctx.Done()
		note(w.Name() + "'s job ends")
		return nil
	})
	return nil
}

//sig:deactivate
func (w *Worker) stop(ctx context.Context) error { note(w.Name() + " is deactivated"); return nil }

//sig:runnable
func (w *Worker) Job(ctx context.Context) error { <-w.jobs; return nil }

//sig:runnable
func (w *Worker) Soon(ctx context.Context) error {
	w.After(0, func(ctx context.Context) {
		w.mu.Lock()
		w.ticks++
		w.mu.Unlock()
		close(w.ticked)
	})
	<-w.ticked
	return nil
}

//sig:runnable
func (w *Worker) Ticks(ctx context.Context) (Count, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.ticks, nil
}
