// Package loadbycallback: a function that passes package-level memory on to what it is called with fills a cache
package loadbycallback

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

type ca[V any] struct{ v V }

func (c *ca[V]) get(load func(func(V))) { load(func(v V) { c.v = v }) }
func ld(f func(*S))                     { f(shared) }

// C is.
//
//sig:component name=load-by-callback scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var q ca[*S]
	q.get(ld) // want SIG701
	x := q.v
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
