// Package slogoptionsshared: options of a handler for slog are in a package-level variable
package slogoptionsshared

import (
	"context"
	"log/slog"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var opts = &slog.HandlerOptions{Level: slog.LevelInfo, ReplaceAttr: short}

func short(groups []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey && len(groups) == 0 {
		return slog.Attr{}
	}
	return a
}

// C is the component.
//
//sig:component name=slog-options-shared scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
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
