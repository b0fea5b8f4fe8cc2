// Package strconvappendscratch: strconv appends into a package-level buffer.
//
// Verdict: leak.
// Why: The returned slice aliases the scratch that the next call overwrites.
package strconvappendscratch

import (
	"context"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

var scratch = make([]byte, 0, 64)

// C is the component.
//
//sig:component name=strconv-append-scratch scope=tenant
type C struct {
	sig.Instance

	last []byte
}

//sig:runnable desc="one call"
func (c *C) Number(ctx context.Context, p P) (R, error) {
	prev := string(c.last)
	c.last = strconv.AppendInt(scratch[:0], int64(p.N), 10) // want leak
	return R{V: prev}, nil
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
