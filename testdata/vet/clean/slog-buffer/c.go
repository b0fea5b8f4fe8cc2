// Package slogbuffer: a logger over a buffer of the call
package slogbuffer

import (
	"bytes"
	"context"
	"log/slog"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=slog-buffer scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var b bytes.Buffer
	l := slog.New(slog.NewTextHandler(&b, &slog.HandlerOptions{Level: slog.LevelDebug})).With("k", p.K)
	l.InfoContext(ctx, "done", slog.Int("n", p.N), slog.Any("p", p))
	return R{V: b.String()}, nil
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
