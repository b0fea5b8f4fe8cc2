package main

import (
	"context"
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

// ErrEmpty is an error of this package.
var ErrEmpty = errors.New("the shelf is empty")

// Kind says which error is wanted.
type Kind string

// Shelf fails.
//
//sig:component name=errors-shelf scope=tenant
type Shelf struct{ sig.Instance }

//sig:runnable
func (s *Shelf) Take(ctx context.Context, k Kind) error {
	switch k {
	case "own":
		return fmt.Errorf("taking: %w", ErrEmpty)
	case "typed":
		return &sig.Error{Code: sig.CodeDenied, Expected: "somebody taller", Path: "shelf[3]"}
	case "not-found":
		return &sig.Error{Code: sig.CodeNotFound, Expected: "a box"}
	case "context":
		ctx, cancel := context.WithCancel(ctx)
		cancel()
		return ctx.Err()
	case "panic":
		panic("the shelf falls")
	}
	return nil
}

// Desk asks the shelf.
//
//sig:component name=errors-desk scope=tenant
type Desk struct {
	sig.Instance
	Shelf ShelfClient `sig:"requires"`
}

//sig:runnable
func (d *Desk) Take(ctx context.Context, k Kind) error {
	if err := d.Shelf.Take(ctx, k); err != nil {
		return fmt.Errorf("desk: %w", err)
	}
	return nil
}
