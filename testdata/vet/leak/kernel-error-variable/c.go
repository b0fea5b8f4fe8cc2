// Package kernelerrorvariable: a field is set of the kernel's own variable
package kernelerrorvariable

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=kernel-error-variable scope=tenant
type C struct{ sig.Instance }

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	e, ok := errors.AsType[*sig.Error](sig.ErrNotFound)
	if !ok {
		return R{}, nil
	}
	old := e.Path
	e.Path = p.V // want SIG711
	return R{V: old}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
