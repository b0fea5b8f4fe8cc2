// Package loadbyinterface: a cache keeps what a method of an interface hands out, package-level memory
package loadbyinterface

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

type ca struct{ v *S }
type ldr interface{ load() *S }

func (c *ca) get(l ldr) { c.v = l.load() }

type ll struct{}

func (ll) load() *S { return shared } // want SIG702

// C is.
//
//sig:component name=load-by-interface scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var q ca
	q.get(ll{})
	x := q.v
	o := x.n
	x.n = p.N
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
