// Package loggedvalues: log lines of a tenant
package loggedvalues

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=logged-values scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	c.Log().Log(ctx, sig.LevelInfo, "put", sig.Attr{Key: "key", Value: p.K})
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
