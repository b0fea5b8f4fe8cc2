// Package typederror: an error type and a sentinel of it
package typederror

import (
	"context"
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type notFound struct{ key string }

func (e *notFound) Error() string { return "not found: " + e.key }

var errAny = &notFound{key: "*"}

// C is the component.
//
//sig:component name=typed-error scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Find(ctx context.Context, p P) error {
	if p.K == "" {
		return errAny
	}
	err := fmt.Errorf("find: %w", &notFound{p.K})
	if nf, ok := errors.AsType[*notFound](err); ok && nf.key == "x" {
		return nil
	}
	return err
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
