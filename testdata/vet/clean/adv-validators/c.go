// Package advvalidators: a list of functions
package advvalidators

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

var checks = []func(P) error{
	func(p P) error {
		if p.K == "" {
			return errors.New("empty key")
		}
		return nil
	},
	short,
}

func short(p P) error {
	if len(p.V) > 100 {
		return errors.New("too long")
	}
	return nil
}

// C is the component.
//
//sig:component name=adv-validators scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Check(ctx context.Context, p P) error {
	for _, f := range checks {
		if err := f(p); err != nil {
			return err
		}
	}
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
