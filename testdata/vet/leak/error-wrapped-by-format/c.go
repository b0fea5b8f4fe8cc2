// Package errorwrappedbyformat: a package's error that another one wraps
package errorwrappedbyformat

import (
	"context"
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type n struct{ v string }

func (*n) Error() string { return "" }

var base = fmt.Errorf("x: %w", &n{})
var _ = errors.New

// C is the component.
//
//sig:component name=error-wrapped-by-format scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var e *n
	errors.As(base, &e)
	old := e.v
	e.v = p.V // want SIG701
	return R{V: old}, nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}
