// Package wrappedclosure: a closure with memory of its own inside of an error that a helper of initialisation wrapped
package wrappedclosure

import (
	"context"
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type failure struct{ swap func(string) string }

func (f *failure) Error() string { return "failed" }

func open() error {
	last := ""
	return fmt.Errorf("open: %w", &failure{func(v string) string {
		was := last
		last = v
		return was
	}})
}

var all = make([]error, 1)

func init() {
	for i := range all {
		all[i] = open()
	}
}

// C is the component.
//
//sig:component name=wrapped-closure scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var f *failure
	if !errors.As(all[0], &f) {
		return R{}, nil
	}
	return R{V: f.swap(p.V)}, nil // want SIG702
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
