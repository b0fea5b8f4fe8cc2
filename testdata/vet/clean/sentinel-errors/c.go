// Package sentinelerrors: errors as package variables
package sentinelerrors

import (
	"context"
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

var (
	errEmpty = errors.New("empty")
	// ErrLong is returned for long keys.
	ErrLong = fmt.Errorf("long: %w", errEmpty)
)

// C is the component.
//
//sig:component name=sentinel-errors scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Check(ctx context.Context, p P) error {
	switch {
	case p.K == "":
		return errEmpty
	case len(p.K) > 10:
		return ErrLong
	}
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
