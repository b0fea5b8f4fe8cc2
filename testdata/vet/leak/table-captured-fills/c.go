// Package tablecapturedfills: a function in a table writes what a captured function puts where it is told
package tablecapturedfills

import (
	"context"
	sig "github.com/sigen-dev/sigen/runtime"
)

type T struct {
	n int
	s string
}

var shared T

func get(v **T) { *v = &shared }
func mk(f func(**T)) func(int) int {
	return func(k int) int { var t *T; f(&t); o := t.n; t.n = k; return o }
}

type ent struct {
	name string
	f    func(int) int
}

var tab = []ent{{"a", mk(get)}}

// C is.
//
//sig:component name=table-captured-fills scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	e := tab[0]
	return R{N: e.f(p.N)}, nil // want SIG702
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
