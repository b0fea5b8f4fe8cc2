// Package slogdefault: the default logger
package slogdefault

import (
	"context"
	"log/slog"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=slog-default scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Show(ctx context.Context, p P) error {
	slog.Info("seen", "v", p.V) // want SIG711
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
