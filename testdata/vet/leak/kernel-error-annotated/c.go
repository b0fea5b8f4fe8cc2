// Package kernelerrorannotated: a field of an error is set that a handle returns to everybody
package kernelerrorannotated

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

func at(err error, path string) error {
	var e *sig.Error
	if errors.As(err, &e) {
		e.Path = path // want SIG711
	}
	return err
}

// C is the component.
//
//sig:component name=kernel-error-annotated scope=tenant
type C struct {
	sig.Instance
	Files sig.Storage `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) error {
	_, err := c.Files.Get(ctx, p.V)
	return at(err, p.V)
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}
