// Package iterpull: a pulled iterator in a package variable
package iterpull

import (
	"context"
	"iter"
	"os"

	sig "github.com/sigen-dev/sigen/runtime"
)

func numbers(yield func(int) bool) {
	for i := 0; yield(i); i++ {
	}
}

var next, stop = iter.Pull(numbers)

// C is the component.
//
//sig:component name=iter-pull scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Next(ctx context.Context) (R, error) {
	n, _ := next() // want SIG720
	return R{N: n}, nil
}

//sig:deactivate
func (c *C) stop(ctx context.Context) error {
	os.Exit(1) // want SIG703
	return nil
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
