// Package tableprintsnested: a function in a variable prints what it has captured, whose field has a String that counts
package tableprintsnested

import (
	"context"
	"fmt"
	sig "github.com/sigen-dev/sigen/runtime"
	"strings"
)

type vv struct{ n int }

func (v *vv) String() string { v.n++; return strings.Repeat("x", v.n) }

type ww struct{ A *vv }

func mk(v *ww) func(int) int { return func(k int) int { return len(fmt.Sprint(v)) + k } }

var one = mk(&ww{&vv{}})

// C is.
//
//sig:component name=table-prints-nested scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{N: one(p.N)}, nil // want SIG702
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
