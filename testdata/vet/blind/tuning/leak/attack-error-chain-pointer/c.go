// Package attackerrorchainpointer: an error smuggles a pointer to package state.
//
// Verdict: leak.
// Why: errors.As gives the pointer back, and the write goes through it.
package attackerrorchainpointer

import (
	"context"
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type carrier struct{ slot *string }

func (c carrier) Error() string { return "carried" }

var slot string

func open() error { return fmt.Errorf("open: %w", carrier{&slot}) }

// C is the component.
//
//sig:component name=attack-error-chain-pointer scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Pass(ctx context.Context, p P) (R, error) {
	var got carrier
	if !errors.As(open(), &got) {
		return R{}, nil
	}
	old := *got.slot
	*got.slot = p.V // want leak
	return R{V: old}, nil
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
