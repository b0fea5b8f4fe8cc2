// Package audithandler: an own handler of slog that keeps records
package audithandler

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type ring struct {
	mu   sync.Mutex
	recs []string
	max  int
}

type auditHandler struct {
	ring   *ring
	level  slog.Leveler
	prefix string
	attrs  []slog.Attr
}

func (h *auditHandler) Enabled(_ context.Context, l slog.Level) bool { return l >= h.level.Level() }

func (h *auditHandler) Handle(_ context.Context, r slog.Record) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s", r.Level, r.Message)
	write := func(a slog.Attr) bool {
		fmt.Fprintf(&b, " %s%s=%v", h.prefix, a.Key, a.Value.Resolve())
		return true
	}
	for _, a := range h.attrs {
		write(a)
	}
	r.Attrs(write)
	h.ring.mu.Lock()
	defer h.ring.mu.Unlock()
	if h.ring.recs = append(h.ring.recs, b.String()); len(h.ring.recs) > h.ring.max {
		h.ring.recs = slices.Delete(h.ring.recs, 0, 1)
	}
	return nil
}

func (h *auditHandler) WithAttrs(as []slog.Attr) slog.Handler {
	c := *h
	c.attrs = append(slices.Clip(h.attrs), as...)
	return &c
}

func (h *auditHandler) WithGroup(name string) slog.Handler {
	c := *h
	c.prefix += name + "."
	return &c
}

// C is the component.
//
//sig:component name=audit-handler scope=tenant
type C struct {
	sig.Instance
	ring *ring
	log  *slog.Logger
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.ring = &ring{max: 100}
	c.log = slog.New(&auditHandler{ring: c.ring, level: slog.LevelInfo}).With("tenant", c.Target())
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c.log.WithGroup("call").InfoContext(ctx, "do", "k", p.K, "n", p.N)
	c.ring.mu.Lock()
	defer c.ring.mu.Unlock()
	return R{V: strings.Join(c.ring.recs, "\n"), N: len(c.ring.recs)}, nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
