// Package teventhandlers is a case.
package realprojection

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Fact happened.
type Fact struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	N    int    `json:"n"`
}

// Totals answer.
type Totals struct {
	Totals map[string]int `json:"totals"`
	Last   string         `json:"last"`
}

// OrderPlaced is published.
//
//sig:event topic=orders.placed
type OrderPlaced struct {
	ID string `json:"id"`
	N  int    `json:"n"`
}

type domainEvent interface{ isEvent() }

type placed struct {
	id string
	n  int
}
type shipped struct{ id string }
type cancelled struct{ id, why string }

func (placed) isEvent()    {}
func (shipped) isEvent()   {}
func (cancelled) isEvent() {}

type projection struct {
	totals map[string]int
	last   string
}

func (p *projection) apply(ev domainEvent) {
	switch e := ev.(type) {
	case placed:
		p.totals["placed"] += e.n
		p.last = e.id
	case shipped:
		p.totals["shipped"]++
		p.last = e.id
	case cancelled:
		p.totals["cancelled:"+e.why]++
	default:
		panic(fmt.Sprintf("unknown event %T", ev))
	}
}

var makers = map[string]func(Fact) domainEvent{
	"placed":    func(f Fact) domainEvent { return placed{f.ID, f.N} },
	"shipped":   func(f Fact) domainEvent { return shipped{f.ID} },
	"cancelled": func(f Fact) domainEvent { return cancelled{id: f.ID, why: "customer"} },
}

// It is the component.
//
//sig:component name=real-projection scope=tenant
type Ledger struct {
	sig.Instance
	mu       sync.Mutex
	events   []domainEvent
	view     projection
	handlers []func(context.Context, domainEvent) error
}

//sig:activate
func (l *Ledger) start(ctx context.Context) error {
	l.view.totals = map[string]int{}
	l.on(func(_ context.Context, ev domainEvent) error { l.view.apply(ev); return nil })
	l.on(l.announce)
	return nil
}

func (l *Ledger) on(h func(context.Context, domainEvent) error) { l.handlers = append(l.handlers, h) }

func (l *Ledger) announce(ctx context.Context, ev domainEvent) error {
	if p, ok := ev.(placed); ok {
		return l.Publish(ctx, "orders.placed", OrderPlaced{ID: p.id, N: p.n})
	}
	return nil
}

//sig:runnable desc="one call"
func (l *Ledger) Record(ctx context.Context, f Fact) (Totals, error) {
	mk := makers[f.Kind]
	if mk == nil {
		return Totals{}, fmt.Errorf("kind %q", f.Kind)
	}
	ev := mk(f)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.events = append(l.events, ev)
	var errs []error
	for _, h := range l.handlers {
		errs = append(errs, h(ctx, ev))
	}
	return Totals{maps.Clone(l.view.totals), l.view.last}, errors.Join(errs...)
}
