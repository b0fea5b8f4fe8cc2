// Package genericaskedforslice: a generic function asks for the type of a slice of what it is given
package genericaskedforslice

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

type box struct{ e *S }

func keep[T any](b *box, v T) { l := []T{v}; b.e = any(l).([]*S)[0] }

// C is.
//
//sig:component name=generic-asked-for-slice scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var b box
	keep(&b, shared)
	x := b.e
	o := x.n
	x.n = p.N // want SIG701
	return R{N: o}, nil
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
