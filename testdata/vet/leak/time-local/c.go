// Package timelocal: a variable of the standard library
package timelocal

import (
	"context"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=time-local scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Zone(ctx context.Context, p P) error {
	l, err := time.LoadLocation(p.K)
	if err != nil {
		return err
	}
	time.Local = l // want SIG711
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
