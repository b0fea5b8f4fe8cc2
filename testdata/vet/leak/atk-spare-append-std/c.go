// Package atkspareappendstd: a function of the library appends to a package's slice
package atkspareappendstd

import (
	"context"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

var base = make([]byte, 0, 64)

// C is the component.
//
//sig:component name=atk-spare-append-std scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	_ = strconv.AppendQuote(base, p.V) // want SIG701
	return R{V: string(base[:cap(base)])}, nil
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
