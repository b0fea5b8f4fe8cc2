// Package panicownvalue: a struct value of the call, panicked with and recovered
package panicownvalue

import (
	"context"
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type e struct{ at *int }

func (x e) Error() string { return fmt.Sprint("at ", *x.at) }

var errEmpty = errors.New("empty")

func parse(s string) (n int, err error) {
	defer func() {
		if x, ok := recover().(e); ok {
			err = x
		}
	}()
	for i, r := range s {
		if r < '0' || r > '9' {
			panic(e{&i})
		}
		n = n*10 + int(r-'0')
	}
	if s == "" {
		return 0, errEmpty
	}
	return n, nil
}

// C is the component.
//
//sig:component name=panic-own-value scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	n, err := parse(p.V)
	return R{N: n}, err
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
