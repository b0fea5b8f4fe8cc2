package main

import (
	"context"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/events/billing"
)

// Placed is an event.
//
//sig:event topic=events.orders.placed
type Placed struct {
	Order string `json:"order"`
}

// Shipped is another event.
//
//sig:event topic=events.orders.shipped
type Shipped struct {
	Order string `json:"order"`
	Kilos float64
}

// Text is text.
type Text string

// Shop publishes.
//
//sig:component name=events-shop scope=tenant
type Shop struct{ sig.Instance }

//sig:runnable
func (s *Shop) Order(ctx context.Context, order Text) error {
	if err := s.Publish(ctx, "events.orders.placed", Placed{Order: string(order)}); err != nil {
		return err
	}
	if err := s.Publish(ctx, "events.orders.shipped", Shipped{Order: string(order), Kilos: 1.5}); err != nil {
		return err
	}
	invoice := billing.Invoice{Number: 7, Lines: []string{string(order)}}
	err := s.Publish(ctx, "events.billing.invoice", invoice)
	invoice.Lines[0] = "changed"
	return err
}

//sig:runnable
func (s *Shop) WrongType(ctx context.Context) error {
	return s.Publish(ctx, "events.orders.placed", Shipped{})
}

//sig:runnable
func (s *Shop) WrongTopic(ctx context.Context) error {
	return s.Publish(ctx, "events.orders.place", Placed{})
}

// Log remembers what happened.
//
//sig:component name=events-log scope=tenant
type Log struct {
	sig.Instance
	Expect int `sig:"prop,default=3"`

	mu   sync.Mutex
	seen map[string]string // guarded by mu
	done chan struct{}
}

//sig:activate
func (l *Log) begin(ctx context.Context) error {
	l.seen, l.done = map[string]string{}, make(chan struct{})
	return nil
}

func (l *Log) note(kind, text string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.seen[kind] = text
	if len(l.seen) == l.Expect {
		close(l.done)
	}
	return nil
}

//sig:subscribe topic=events.orders.*
func (l *Log) onPlaced(ctx context.Context, e Placed) error { return l.note("placed", e.Order) }

//sig:subscribe topic=events.*.shipped overflow=drop-oldest queue=8 attempts=2
func (l *Log) onShipped(ctx context.Context, e Shipped) error { return l.note("shipped", e.Order) }

//sig:subscribe topic=events.billing.invoice
func (l *Log) onInvoice(ctx context.Context, e billing.Invoice) error {
	return l.note("invoice", strings.Join(e.Lines, " "))
}

// Seen is what happened, by kind.
type Seen map[string]string

//sig:runnable
func (l *Log) Wait(ctx context.Context) (Seen, error) {
	select {
	case <-l.done:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.seen, nil
}

//sig:runnable
func (l *Log) Count(ctx context.Context) (Text, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return Text(strings.Repeat("x", len(l.seen))), nil
}
