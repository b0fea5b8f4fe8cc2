// Package setlogprefix: a process-wide setting
package setlogprefix

import (
	"context"
	"log"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=set-log-prefix scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Mark(ctx context.Context, p P) error {
	log.SetPrefix(p.V) // want SIG711
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
