// Package blindsloglogger: a structured logger kept by the package
package blindsloglogger

import (
	"bytes"
	"context"
	"log/slog"

	sig "github.com/sigen-dev/sigen/runtime"
)

var buf bytes.Buffer

var logger = slog.New(slog.NewTextHandler(&buf, nil))

// C is the component.
//
//sig:component name=blind-slog-logger scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Note(ctx context.Context, p P) error {
	logger.InfoContext(ctx, "note", "v", p.V) // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
