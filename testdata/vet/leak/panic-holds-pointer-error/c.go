// Package panicholdspointererror: an error with a pointer to a package-level variable, panicked with and recovered
package panicholdspointererror

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type e struct{ in *[]string }

func (e) Error() string { return "e" }

var st = []string{""}

func try() (err error) {
	defer func() { err = recover().(error) }()
	fail()
	return nil
}

func fail() { panic(e{&st}) }

// C is the component.
//
//sig:component name=panic-holds-pointer-error scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	q, ok := try().(e)
	if !ok {
		return R{}, nil
	}
	v := (*q.in)[0]
	(*q.in)[0] = p.V // want SIG701
	return R{V: v}, nil
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
