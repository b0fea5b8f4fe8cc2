// Package slogsetdefault: the default slog logger is replaced.
//
// Verdict: leak.
// Why: The handler that activate installs for this tenant receives what every tenant logs.
package slogsetdefault

import (
	"context"
	"log/slog"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type keep struct {
	slog.Handler
	mu    sync.Mutex
	lines []string
}

func (k *keep) Enabled(context.Context, slog.Level) bool { return true }

func (k *keep) Handle(ctx context.Context, r slog.Record) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.lines = append(k.lines, r.Message)
	return nil
}

// C is the component.
//
//sig:component name=slog-set-default scope=tenant
type C struct {
	sig.Instance

	keep keep
}

//sig:activate
func (c *C) activate(ctx context.Context) error {
	c.keep.Handler = slog.DiscardHandler
	slog.SetDefault(slog.New(&c.keep)) // want leak
	return nil
}

//sig:runnable desc="one call"
func (c *C) Lines(ctx context.Context) (R, error) {
	c.keep.mu.Lock()
	defer c.keep.mu.Unlock()
	return R{V: strings.Join(c.keep.lines, "\n")}, nil
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
