// Package blindgotohelpererror: an error that carries the instance out
package blindgotohelpererror

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type withOwner struct{ owner *C }

func (w withOwner) Error() string { return "failed" }

var lastErr error

// C is the component.
//
//sig:component name=blind-goto-helper-error scope=tenant
type C struct {
	sig.Instance
	secret string
}

//sig:runnable desc="one call"
func (c *C) Fail(ctx context.Context, p P) error {
	c.secret = p.V
	err := withOwner{c}
	lastErr = err // want SIG705
	return err
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
