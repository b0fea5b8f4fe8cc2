// Package functable: a table of functions that only read
package functable

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

var ops = map[string]func(a, b int) int{
	"add": func(a, b int) int { return a + b },
	"mul": func(a, b int) int { return a * b },
	"max": larger,
}

func larger(a, b int) int { return max(a, b) }

// C is the component.
//
//sig:component name=func-table scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	op, ok := ops[p.K]
	if !ok {
		return R{}, errors.New("no such operation")
	}
	return R{N: op(p.N, 2)}, nil
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
