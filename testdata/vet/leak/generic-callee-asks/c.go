// Package genericcalleeasks: a method of a generic type asks for the type of what a generic function put into it
package genericcalleeasks

import (
	"context"
	sig "github.com/sigen-dev/sigen/runtime"
)

type S struct {
	n    int
	m    map[string]int
	l    []int
	next *S
}

var shared = &S{m: map[string]int{}, l: make([]int, 4), next: &S{}}

type bx[T any] struct{ v T }

func (b *bx[T]) ask() *S         { return any(b.v).(*S) }
func keep[T any](n int, v T) int { x := (&bx[T]{v}).ask(); o := x.n; x.n = n; return o }

// C is.
//
//sig:component name=generic-callee-asks scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{N: keep(p.N, shared)}, nil // want SIG701
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
