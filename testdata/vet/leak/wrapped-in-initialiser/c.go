// Package wrappedininitialiser: an error that initialisation wrapped
package wrappedininitialiser

import (
	"context"
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type e2 struct{ v string }

func (e *e2) Error() string { return e.v }

var g = fmt.Errorf("x: %w", &e2{})

// C is the component.
//
//sig:component name=wrapped-in-initialiser scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var t *e2
	if errors.As(g, &t) {
		t.v = p.V // want SIG701
	}
	return R{V: g.Error()}, nil
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
