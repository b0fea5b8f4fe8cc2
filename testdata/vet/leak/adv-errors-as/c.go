// Package adverrorsas: a target that is a variable
package adverrorsas

import (
	"context"
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type bad struct{ v string }

func (b *bad) Error() string { return b.v }

var found *bad

// C is the component.
//
//sig:component name=adv-errors-as scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	err := fmt.Errorf("x: %w", &bad{p.V})
	if errors.As(err, &found) { // want SIG701
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
