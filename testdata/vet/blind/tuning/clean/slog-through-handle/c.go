// Package slogthroughhandle: a local slog logger over the instance's own log.
//
// Verdict: proved.
package slogthroughhandle

import (
	"context"
	"log/slog"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type sink struct{ log sig.Logger }

func (s sink) Enabled(_ context.Context, l slog.Level) bool { return l >= slog.LevelInfo }

func (s sink) Handle(ctx context.Context, r slog.Record) error {
	var attrs []sig.Attr
	r.Attrs(func(a slog.Attr) bool {
		attrs = append(attrs, sig.Attr{Key: a.Key, Value: a.Value.String()})
		return true
	})
	s.log.Log(ctx, int(r.Level), r.Message, attrs...)
	return nil
}

func (s sink) WithAttrs([]slog.Attr) slog.Handler { return s }
func (s sink) WithGroup(string) slog.Handler      { return s }

// C is the component.
//
//sig:component name=slog-through-handle scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) error {
	l := slog.New(sink{c.Log()})
	l.InfoContext(ctx, "did", slog.String("key", p.K), slog.Int("n", p.N), slog.Duration("took", time.Millisecond))
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
