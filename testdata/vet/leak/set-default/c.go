// Package setdefault: a default set for all
package setdefault

import (
	"context"
	"log/slog"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=set-default scope=tenant
type C struct {
	sig.Instance
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	slog.SetDefault(slog.New(slog.DiscardHandler)) // want SIG711
	return nil
}
