// Package errorwithstate: a sentinel error is filled in before it is returned.
//
// Verdict: leak.
// Why: The sentinel is one object; its Field and Value belong to whoever failed last.
package errorwithstate

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type fieldError struct {
	Field, Value string
}

func (e *fieldError) Error() string { return "bad " + e.Field + ": " + e.Value }

var errField = &fieldError{}

func invalid(field, value string) error {
	errField.Field, errField.Value = field, value // want leak
	return errField
}

// C is the component.
//
//sig:component name=error-with-state scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Check(ctx context.Context, p P) error {
	if p.N < 0 {
		return invalid("n", p.V)
	}
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
