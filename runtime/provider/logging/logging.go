// Package logging provides the logger of components on log/slog.
//
// The kernel adds component, instance and tenant to every line of an instance.
// Nothing here is needed by a program that has a *slog.Logger and a kernel:
// sig.WithLogger(logging.Slog(l)).
package logging

import (
	"context"
	"log/slog"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Slog adapts a *slog.Logger, nil for slog.Default as it is at each line. The
// lines have no source position, because the one that slog would find is the
// kernel's. It is safe for concurrent use.
func Slog(l *slog.Logger) sig.Logger {
	if l == nil {
		return handler(func() slog.Handler { return slog.Default().Handler() })
	}
	h := l.Handler()
	return handler(func() slog.Handler { return h })
}

// A handler is a sig.Logger over the handler that it returns at each line.
type handler func() slog.Handler

func (h handler) Log(ctx context.Context, level int, msg string, attrs ...sig.Attr) {
	to := h()
	if ctx == nil {
		ctx = context.Background()
	}
	if !to.Enabled(ctx, slog.Level(level)) {
		return
	}
	r := slog.NewRecord(time.Now(), slog.Level(level), msg, 0)
	for _, a := range attrs {
		r.AddAttrs(slog.String(a.Key, a.Value))
	}
	// A line that cannot be written has nowhere to be reported.
	_ = to.Handle(ctx, r)
}
