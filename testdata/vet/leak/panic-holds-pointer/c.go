// Package panicholdspointer: a struct with a pointer to a package-level variable, panicked with and recovered
package panicholdspointer

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type e struct{ in *[]string }

var st = []string{""}

func try() (x any) {
	defer func() { x = recover() }()
	panic(e{&st})
}

// C is the component.
//
//sig:component name=panic-holds-pointer scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	q := try().(e)
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
