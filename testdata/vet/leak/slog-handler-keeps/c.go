// Package sloghandlerkeeps: a handler for slog keeps in a shared component what callers log
package sloghandlerkeeps

import (
	"context"
	"log/slog"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is shared.
//
//sig:component name=slog-handler-keeps scope=shared
type C struct {
	sig.Instance
	h   *handler
	log *slog.Logger
}

type handler struct {
	slog.Handler
	last []string
}

func (h *handler) Enabled(context.Context, slog.Level) bool { return true }

func (h *handler) Handle(ctx context.Context, r slog.Record) error {
	h.last = append(h.last, r.Message)
	return nil
}

// Start makes the log.
func (c *C) Start(ctx context.Context) error {
	c.h = &handler{}
	c.log = slog.New(c.h)
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c.log.Info(p.V) // want SIG706
	return R{V: strings.Join(c.h.last, " ")}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
