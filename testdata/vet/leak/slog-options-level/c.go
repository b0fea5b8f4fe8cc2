// Package slogoptionslevel: the level of a handler for slog can be set, for all
package slogoptionslevel

import (
	"context"
	"log/slog"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var (
	level = new(slog.LevelVar)
	opts  = &slog.HandlerOptions{Level: level}
)

// C is the component.
//
//sig:component name=slog-options-level scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	level.Set(slog.Level(p.N)) // want SIG701
	var b strings.Builder
	log := slog.New(slog.NewTextHandler(&b, opts))
	log.Info(p.K, "v", p.V)
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
