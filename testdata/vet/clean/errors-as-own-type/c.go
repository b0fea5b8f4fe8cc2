// Package errorsasowntype: a sentinel of a type that errors.As finds
package errorsasowntype

import (
	"context"
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

var ErrA = errors.New("a")

type e2 struct {
	op  string
	err error
}

func (e *e2) Error() string   { return e.op + e.err.Error() }
func (e *e2) Unwrap() error   { return e.err }
func (e *e2) Is(t error) bool { x, ok := t.(*e2); return ok && x.op == e.op }

var ErrB error = &e2{"b", ErrA}

// C is the component.
//
//sig:component name=errors-as-own-type scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	err := fmt.Errorf("x: %w", ErrB)
	var t *e2
	if errors.Is(err, ErrA) && errors.As(err, &t) {
		return R{V: t.op}, nil
	}
	return R{V: p.V}, nil
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
