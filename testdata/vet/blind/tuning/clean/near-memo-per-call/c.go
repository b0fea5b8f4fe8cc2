// Package nearmemopercall: a memo table that lives as long as one call.
//
// Verdict: proved.
package nearmemopercall

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type memo struct{ m map[[2]int]int }

func (t *memo) paths(a, b int) int {
	if a == 0 || b == 0 {
		return 1
	}
	k := [2]int{a, b}
	if v, ok := t.m[k]; ok {
		return v
	}
	v := t.paths(a-1, b) + t.paths(a, b-1)
	t.m[k] = v
	return v
}

// C is the component.
//
//sig:component name=near-memo-per-call scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Paths(ctx context.Context, p P) (R, error) {
	if p.N < 0 || p.N > 15 {
		return R{}, sig.ErrInvalid
	}
	t := memo{m: make(map[[2]int]int)}
	return R{N: t.paths(p.N, p.N)}, nil
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
