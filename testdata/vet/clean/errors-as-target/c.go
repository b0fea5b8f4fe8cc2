// Package errorsastarget: errors of the package's own type
package errorsastarget

import (
	"context"
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type failure struct {
	Code int
	err  error
}

func (f *failure) Error() string { return fmt.Sprintf("code %d: %v", f.Code, f.err) }
func (f *failure) Unwrap() error { return f.err }

var errGone = &failure{Code: 410}

// C is the component.
//
//sig:component name=errors-as-target scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if p.N == 0 {
		return R{}, errGone
	}
	err := fmt.Errorf("do: %w", &failure{Code: p.N})
	var f *failure
	if errors.As(err, &f) {
		return R{N: f.Code}, nil
	}
	return R{}, errors.Join(err, errGone)
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
