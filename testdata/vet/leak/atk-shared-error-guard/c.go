// Package atksharederrorguard: a check's outcome decides what is stored
package atksharederrorguard

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

func check(n int) error {
	if n&1 == 0 {
		return errors.New("even")
	}
	return nil
}

// C is the component.
//
//sig:component name=atk-shared-error-guard scope=shared
type C struct {
	sig.Instance
	flag bool
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if err := check(p.N); err != nil {
		return R{}, err
	}
	c.flag = true // want SIG706
	return R{}, nil
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context) (R, error) {
	if c.flag {
		return R{N: 1}, nil
	}
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
