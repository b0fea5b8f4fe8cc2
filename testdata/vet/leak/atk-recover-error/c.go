// Package atkrecovererror: a sentinel is panicked with, and changed where it is recovered
package atkrecovererror

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type oops struct{ who string }

// Error is the last one's name.
func (o *oops) Error() string { return o.who }

var errOops error = &oops{}

func check(n int) {
	if n < 0 {
		panic(errOops) // want SIG722
	}
}

// C is the component.
//
//sig:component name=atk-recover-error scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (r R, err error) {
	defer func() {
		if o, ok := recover().(*oops); ok {
			r.V = o.who
			o.who = p.V
		}
	}()
	check(p.N)
	return R{}, nil
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
