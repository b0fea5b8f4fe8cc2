// Package wrappederrorsslice: the slice of errors that fmt.Errorf made at initialisation
package wrappederrorsslice

import (
	"context"
	"errors"
	"fmt"
	"io"

	sig "github.com/sigen-dev/sigen/runtime"
)

var g = fmt.Errorf("%w %w", io.EOF, io.ErrUnexpectedEOF)

// C is the component.
//
//sig:component name=wrapped-errors-slice scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if x, ok := g.(interface{ Unwrap() []error }); ok {
		x.Unwrap()[0] = errors.New(p.V) // want SIG701
	}
	return R{}, nil
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
