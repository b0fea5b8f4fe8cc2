// Package realslogtext: a handler of slog's that writes to the tenant's files
package realslogtext

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type fileHandler struct {
	files sig.Storage
	attrs []slog.Attr
}

func (h *fileHandler) Enabled(_ context.Context, l slog.Level) bool { return l >= slog.LevelInfo }

func (h *fileHandler) Handle(ctx context.Context, r slog.Record) error {
	var b strings.Builder
	b.WriteString(r.Message)
	for _, a := range h.attrs {
		fmt.Fprintf(&b, " %s", a)
	}
	r.Attrs(func(a slog.Attr) bool {
		fmt.Fprintf(&b, " %s", a)
		return true
	})
	return h.files.Put(ctx, "log/"+r.Time.Format(time.RFC3339Nano), []byte(b.String()))
}

func (h *fileHandler) WithAttrs(as []slog.Attr) slog.Handler {
	return &fileHandler{h.files, append(slices.Clip(h.attrs), as...)}
}

func (h *fileHandler) WithGroup(string) slog.Handler { return h }

// C is the component.
//
//sig:component name=real-slog-text scope=tenant
type C struct {
	sig.Instance
	Files  sig.Storage `sig:"requires"`
	logger *slog.Logger
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.logger = slog.New(&fileHandler{files: c.Files}).With("tenant", c.Target())
	return nil
}

//sig:runnable desc="one call"
func (c *C) Note(ctx context.Context, p P) error {
	c.logger.LogAttrs(ctx, slog.LevelInfo, "note", slog.String("k", p.K))
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
