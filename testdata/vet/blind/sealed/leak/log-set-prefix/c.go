// Package logsetprefix: the default logger gets a tenant's prefix.
//
// Verdict: leak.
// Why: log.SetPrefix is process-wide and log.Prefix reads it back.
package logsetprefix

import (
	"context"
	"log"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=log-set-prefix scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Use(ctx context.Context, p P) (R, error) {
	old := log.Prefix()
	log.SetPrefix(p.K + ": ") // want leak
	return R{V: old}, nil
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
