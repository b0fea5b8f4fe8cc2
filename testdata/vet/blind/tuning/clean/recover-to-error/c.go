// Package recovertoerror: a panic of a callback becomes an error.
//
// Verdict: proved.
package recovertoerror

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

func safely(f func() int) (n int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
		}
	}()
	return f(), nil
}

// C is the component.
//
//sig:component name=recover-to-error scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) At(ctx context.Context, p P) (R, error) {
	n, err := safely(func() int { return int(p.V[p.N]) })
	return R{N: n}, err
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
