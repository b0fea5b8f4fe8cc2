// Package atksloghandler: a package's logger has a handler that remembers
package atksloghandler

import (
	"context"
	"log/slog"

	sig "github.com/sigen-dev/sigen/runtime"
)

type last struct{ msg string }

// Enabled is always so.
func (l *last) Enabled(context.Context, slog.Level) bool { return true }

// Handle keeps the message.
func (l *last) Handle(_ context.Context, r slog.Record) error {
	l.msg = r.Message
	return nil
}

// WithAttrs is itself.
func (l *last) WithAttrs([]slog.Attr) slog.Handler { return l }

// WithGroup is itself.
func (l *last) WithGroup(string) slog.Handler { return l }

var kept = &last{}

var logger = slog.New(kept)

// C is the component.
//
//sig:component name=atk-slog-handler scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := kept.msg
	logger.Info(p.V) // want SIG701
	return R{V: old}, nil
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
