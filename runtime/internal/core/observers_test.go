package core

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// counting counts events by kind; it is told of nothing else.
type counting struct {
	mu   sync.Mutex
	by   map[EventKind]int
	lost atomic.Int64
	hold func()
}

func (c *counting) Observe(e KernelEvent) {
	if c.hold != nil {
		c.hold()
	}
	c.lost.Add(int64(e.Count))
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.by == nil {
		c.by = map[EventKind]int{}
	}
	c.by[e.Kind]++
}

func (c *counting) count(kind EventKind) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.by[kind]
}

// seeing looks for one key in the contexts of a call.
type seeing struct {
	counting
	key, from, inner any
}

func (s *seeing) BeginCall(from, ctx context.Context, _ CallInfo) (context.Context, func(error, time.Duration)) {
	s.from, s.inner = from.Value(s.key), ctx.Value(s.key)
	return nil, nil
}

func (s *seeing) CallRefused(context.Context, CallInfo, error) {}

// telemetryInstance is a provider that has an observer.
type telemetryInstance struct {
	Mounted
	self Instance
	o    Observer
}

func (t *telemetryInstance) Observer() Observer { return t.o }
