// Package logfatal: the process ends, by the logger
package logfatal

import (
	"context"
	"log"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=log-fatal scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Check(ctx context.Context, p P) error {
	if p.V == "" {
		log.Fatal("empty") // want SIG703
	}
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
