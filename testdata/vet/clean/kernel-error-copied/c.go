// Package kernelerrorcopied: errors of the kernel's type that are made here, and a copy of one that a handle returned
package kernelerrorcopied

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=kernel-error-copied scope=tenant
type C struct {
	sig.Instance
	Files sig.Storage `sig:"requires"`
}

func invalid(path string) *sig.Error {
	e := &sig.Error{Code: sig.CodeInvalid}
	e.Path = path
	return e
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) error {
	if p.V == "" {
		return invalid("v")
	}
	_, err := c.Files.Get(ctx, p.V)
	var e *sig.Error
	if errors.As(err, &e) {
		said := *e
		said.Path = p.V
		return &said
	}
	return err
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}
