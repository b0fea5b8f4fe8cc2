// Package tablecapturedreturns: a function in a table writes what a captured function returns, package-level memory
package tablecapturedreturns

import (
	"context"
	sig "github.com/sigen-dev/sigen/runtime"
)

type T struct {
	n int
	s string
}

var shared = &T{}

func get() *T                      { return shared }
func mk(f func() *T) func(int) int { return func(k int) int { t := f(); o := t.n; t.n = k; return o } }

var tab = map[string]func(int) int{"a": mk(get)}

// C is.
//
//sig:component name=table-captured-returns scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{N: tab["a"](p.N)}, nil // want SIG702
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
