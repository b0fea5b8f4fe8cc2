// Package slogoptionsfunction: a function in the options of a handler for slog has memory
package slogoptionsfunction

import (
	"context"
	"log/slog"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var opts = &slog.HandlerOptions{ReplaceAttr: last()}

func last() func([]string, slog.Attr) slog.Attr {
	var old slog.Value
	return func(_ []string, a slog.Attr) slog.Attr {
		a.Value, old = old, a.Value
		return a
	}
}

// C is the component.
//
//sig:component name=slog-options-function scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var b strings.Builder
	log := slog.New(slog.NewTextHandler(&b, opts)) // want SIG702
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
