package main

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type (
	// Placed and its neighbours are events of one family.
	//
	//sig:event topic=patterns.orders.placed
	Placed struct{ ID string }
	// Line is deeper.
	//
	//sig:event topic=patterns.orders.lines.added
	Line struct{ ID string }
	// Paid is elsewhere.
	//
	//sig:event topic=patterns.bills.paid
	Paid struct{ ID string }
)

// Shop publishes.
//
//sig:component name=patterns-shop scope=tenant
type Shop struct{ sig.Instance }

//sig:runnable
func (s *Shop) Sell(ctx context.Context) error {
	if err := s.Publish(ctx, "patterns.orders.placed", Placed{"1"}); err != nil {
		return err
	}
	if err := s.Publish(ctx, "patterns.orders.lines.added", Line{"2"}); err != nil {
		return err
	}
	return s.Publish(ctx, "patterns.bills.paid", Paid{"3"})
}

// Log takes them by every pattern.
//
//sig:component name=patterns-log scope=tenant
type Log struct {
	sig.Instance
	mu   sync.Mutex
	seen map[string]string // guarded by mu
	done chan struct{}
}

//sig:activate
func (l *Log) start(ctx context.Context) error {
	l.seen, l.done = map[string]string{}, make(chan struct{})
	return nil
}

func (l *Log) note(method, id string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.seen[method] += id
	if len(l.seen) == 6 {
		close(l.done)
	}
	return nil
}

//sig:subscribe topic=patterns.orders.placed
func (l *Log) exact(ctx context.Context, e Placed) error { return l.note("exact", e.ID) }

//sig:subscribe topic=patterns.*.placed
func (l *Log) star(ctx context.Context, e Placed) error { return l.note("star", e.ID) }

//sig:subscribe topic=patterns.>
func (l *Log) rest(ctx context.Context, e Line) error { return l.note("rest", e.ID) }

//sig:subscribe topic=patterns.orders.*.added
func (l *Log) inside(ctx context.Context, e Line) error { return l.note("inside", e.ID) }

//sig:subscribe topic=*.bills.*
func (l *Log) both(ctx context.Context, e Paid) error { return l.note("both", e.ID) }

//sig:subscribe topic=>
func (l *Log) all(ctx context.Context, e Paid) error { return l.note("all", e.ID) }

// Seen is what came, by method.
type Seen map[string]string

//sig:runnable
func (l *Log) Wait(ctx context.Context) (Seen, error) {
	select {
	case <-l.done:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return l.Current(ctx)
}

//sig:runnable
func (l *Log) Current(ctx context.Context) (Seen, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.seen, nil
}
