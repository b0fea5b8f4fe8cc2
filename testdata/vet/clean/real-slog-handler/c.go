// Package realsloghandler: a handler of the instance's own
package realsloghandler

import (
	"bytes"
	"context"
	"log/slog"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type lines struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

// C is the component.
//
//sig:component name=real-slog-handler scope=tenant
type C struct {
	sig.Instance
	out    lines
	logger *slog.Logger
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.logger = slog.New(slog.NewJSONHandler(&c.out, nil))
	return nil
}

//sig:runnable desc="one call"
func (c *C) Note(ctx context.Context, p P) (R, error) {
	c.logger.InfoContext(ctx, "note", "k", p.K, slog.Int("n", p.N))
	return R{N: p.N}, nil
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
