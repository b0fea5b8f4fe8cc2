// Package atklogprefix: a package's logger with a prefix
package atklogprefix

import (
	"context"
	"io"
	"log"

	sig "github.com/sigen-dev/sigen/runtime"
)

var logger = log.New(io.Discard, "", 0)

// C is the component.
//
//sig:component name=atk-log-prefix scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := logger.Prefix()
	logger.SetPrefix(p.V) // want SIG701
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
