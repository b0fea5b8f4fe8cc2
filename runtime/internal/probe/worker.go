package probe

import (
	"context"
	"errors"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

var watches sync.Map // by instance: a func(ctx context.Context, what string)

// Watch has f called by each hook, effect, job, timer and delivery of an instance of Worker, with what it is.
func Watch(instance string, f func(ctx context.Context, what string)) { watches.Store(instance, f) }

func (w *Worker) did(ctx context.Context, what string) {
	if f, ok := watches.Load(w.Name()); ok {
		f.(func(context.Context, string))(ctx, what)
	}
}

// WorkerSettings are what configuration says to a Worker.
//
//sig:config prefix=worker
type WorkerSettings struct {
	Note  string `json:"note" sig:"default=none"`
	Count int    `json:"count" sig:"default=0,max=100"`
}

// Shift begins.
//
//sig:event topic=probe.shift
type Shift struct {
	Text string `json:"text"`
}

// A Worker works outside of calls, in every way that there is.
//
//sig:component name=worker version=1.0 scope=tenant
type Worker struct {
	sig.Instance
	Settings sig.Settings[WorkerSettings] `sig:"requires"`
}

//sig:activate
func (w *Worker) activate(ctx context.Context) error { w.did(ctx, "activate"); return nil }

//sig:deactivate
func (w *Worker) deactivate(ctx context.Context) error { w.did(ctx, "deactivate"); return nil }

//sig:snapshot
func (w *Worker) snapshot(ctx context.Context) error { w.did(ctx, "snapshot"); return nil }

//sig:restore
func (w *Worker) restore(ctx context.Context) error { w.did(ctx, "restore"); return nil }

//sig:health
func (w *Worker) health(ctx context.Context) error { w.did(ctx, "health"); return nil }

//sig:effect
func (w *Worker) follow(ctx context.Context) error {
	w.did(ctx, "effect "+w.Settings.Get().Note)
	return nil
}

//sig:subscribe topic=probe.*
func (w *Worker) hear(ctx context.Context, s Shift) error { w.did(ctx, "delivery"); return nil }

// Start begins a job and timers, and publishes.
//
//sig:runnable desc="Begin to work"
func (w *Worker) Start(ctx context.Context) error {
	w.Go(func(ctx context.Context) error { w.did(ctx, "job"); return nil })
	w.After(time.Microsecond, func(ctx context.Context) { w.did(ctx, "after") })
	var once sync.Once
	w.Every(time.Millisecond, func(ctx context.Context) error {
		once.Do(func() { w.did(ctx, "every") })
		return nil
	})
	return w.Publish(ctx, "probe.shift", Shift{Text: "early"})
}

// Tell fails with what the settings say.
//
//sig:runnable desc="Fail"
func (w *Worker) Tell(ctx context.Context) error { return errors.New(w.Settings.Get().Note) }
