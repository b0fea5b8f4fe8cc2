package config

import (
	"context"
	"iter"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/sigen-dev/sigen/runtime/provider/internal/dotted"
)

// watchers are the consumers of changes. They are safe for concurrent use.
type watchers struct {
	n   atomic.Int32
	mu  sync.Mutex
	all []*watcher // guarded by mu
}

// A watcher collects changes for one consumer, at most one a path.
type watcher struct {
	prefix string
	ready  chan struct{} // holds one token while something waits

	mu    sync.Mutex
	order []string         // guarded by mu; paths in order of their first change
	wait  map[string]Event // guarded by mu
}

// add registers a watcher until stop.
func (ws *watchers) add(prefix string) (w *watcher, stop func()) {
	w = &watcher{prefix: prefix, ready: make(chan struct{}, 1), wait: map[string]Event{}}
	ws.mu.Lock()
	ws.all = append(ws.all, w)
	ws.n.Store(int32(len(ws.all)))
	ws.mu.Unlock()
	return w, func() {
		ws.mu.Lock()
		defer ws.mu.Unlock()
		ws.all = slices.DeleteFunc(ws.all, func(x *watcher) bool { return x == w })
		ws.n.Store(int32(len(ws.all)))
	}
}

func (ws *watchers) tell(e Event) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	for _, w := range ws.all {
		if dotted.Under(e.Path, w.prefix) {
			w.put(e)
		}
	}
}

func (w *watcher) put(e Event) {
	w.mu.Lock()
	if _, ok := w.wait[e.Path]; !ok {
		w.order = append(w.order, e.Path)
	}
	w.wait[e.Path] = e
	w.mu.Unlock()
	select {
	case w.ready <- struct{}{}:
	default:
	}
}

func (w *watcher) take() []Event {
	w.mu.Lock()
	defer w.mu.Unlock()
	events := make([]Event, 0, len(w.order))
	for _, p := range w.order {
		events = append(events, w.wait[p])
	}
	w.order = w.order[:0]
	clear(w.wait)
	return events
}

// watch is Admin.Watch.
func (s *store) watch(ctx context.Context, prefix string) iter.Seq[Event] {
	w, stop := s.watchers.add(prefix)
	// The sequence may never be ranged over.
	release := context.AfterFunc(ctx, stop)
	return func(yield func(Event) bool) {
		defer stop()
		defer release()
		for {
			select {
			case <-ctx.Done():
				return
			case <-s.closing:
				return
			case <-w.ready:
			}
			for _, e := range w.take() {
				if ctx.Err() != nil || !yield(e) {
					return
				}
			}
		}
	}
}
