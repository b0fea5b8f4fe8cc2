// Package nestederrorembedded: a String method that writes, of an error that others wrap
package nestederrorembedded

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

type s struct{ n int }

func (x *s) Error() string {
	x.n++
	return strconv.Itoa(x.n)
}

var one = &s{}

// C is the component.
//
//sig:component name=nested-error-embedded scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	err := errors.Join(errors.New("x"), struct{ error }{one}) // want SIG701
	return R{V: fmt.Sprint(err)}, nil
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
