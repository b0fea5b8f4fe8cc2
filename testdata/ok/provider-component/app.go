package main

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/provider-component/queue"
)

// Nothing is a handle that nobody provides.
type Nothing struct{ held *int }

// Held reports whether anything is held.
func (n Nothing) Held() bool { return n.held != nil }

// Text is text.
type Text string

// Worker pushes into queues.
//
//sig:component name=provider-worker scope=tenant
type Worker struct {
	sig.Instance
	Own     queue.Queue `sig:"requires"`
	Ours    queue.Queue `sig:"requires,scope=tenant"`
	Nothing Nothing     `sig:"requires,optional"`
}

// State is what is in the queues.
type State struct {
	Own, Ours []string
	Held      bool
}

//sig:runnable
func (w *Worker) Push(ctx context.Context, t Text) (State, error) {
	w.Own.Push(string(t))
	w.Ours.Push(string(t))
	return State{w.Own.All(), w.Ours.All(), w.Nothing.Held()}, nil
}
