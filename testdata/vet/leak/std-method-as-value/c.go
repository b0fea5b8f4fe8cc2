// Package stdmethodasvalue: a method of the standard library as a value, which writes
package stdmethodasvalue

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var s [9]byte

func do(f func([]byte) (int, error), a []byte) { _, _ = f(a) }

// C is the component.
//
//sig:component name=std-method-as-value scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	do(strings.NewReader(p.V).Read, s[:]) // want SIG701
	return R{V: string(s[:])}, nil
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
