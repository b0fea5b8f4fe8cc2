// Package reallogring: a logging wrapper keeps the newest lines for support.
//
// Verdict: leak.
// Why: The ring is package state and Recent shows lines of all tenants.
package reallogring

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// ring keeps the newest lines.
type ring struct {
	mu    sync.Mutex
	lines [256]string
	next  int
}

func (r *ring) add(s string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lines[r.next%len(r.lines)] = s // want leak
	r.next++
}

func (r *ring) newest(n int) []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []string
	for i := r.next - 1; i >= 0 && i >= r.next-len(r.lines) && len(out) < n; i-- {
		out = append(out, r.lines[i%len(r.lines)])
	}
	return out
}

var recent = new(ring)

// logger writes to the instance's log and remembers the line.
type logger struct {
	log  sig.Logger
	keep *ring
	with []sig.Attr
}

func newLogger(l sig.Logger) logger { return logger{log: l, keep: recent} }

func (l logger) attr(k, v string) logger {
	l.with = append(l.with[:len(l.with):len(l.with)], sig.Attr{Key: k, Value: v})
	return l
}

func (l logger) info(ctx context.Context, msg string) {
	l.log.Log(ctx, sig.LevelInfo, msg, l.with...)
	var b strings.Builder
	b.WriteString(msg)
	for _, a := range l.with {
		fmt.Fprintf(&b, " %s=%q", a.Key, a.Value)
	}
	l.keep.add(b.String())
}

// Order is an order.
type Order struct {
	ID    string `json:"id"`
	Email string `json:"email"`
	Cents int    `json:"cents" sig:"min=1"`
}

// Lines are lines of the log.
type Lines struct {
	Lines []string `json:"lines"`
}

// Orders takes orders.
//
//sig:component name=real-log-ring scope=tenant
type Orders struct {
	sig.Instance

	Store sig.Storage `sig:"requires"`
}

// Place places an order.
//
//sig:runnable desc="Place an order"
func (o *Orders) Place(ctx context.Context, order Order) error {
	log := newLogger(o.Log()).attr("order", order.ID)
	b, err := json.Marshal(order)
	if err != nil {
		return err
	}
	if err := o.Store.Put(ctx, order.ID, b); err != nil {
		return err
	}
	log.attr("email", order.Email).info(ctx, "placed")
	return nil
}

// Recent shows the newest lines.
//
//sig:runnable desc="Newest lines of the log"
func (o *Orders) Recent(ctx context.Context) (Lines, error) {
	return Lines{Lines: recent.newest(20)}, nil
}
