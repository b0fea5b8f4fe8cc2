// Package errorofreaderwritten: an error that the library hands on from a reader's method, package-level memory, is written
package errorofreaderwritten

import (
	"context"
	sig "github.com/sigen-dev/sigen/runtime"
	"io"
)

type er struct{ n int }

func (*er) Error() string { return "" }

var bad = &er{}

type rd struct{}

func (rd) Read([]byte) (int, error) { return 0, bad } // want SIG702

// C is.
//
//sig:component name=error-of-reader-written scope=tenant
type C struct {
	sig.Instance
	err error
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	_, err := io.ReadAll(rd{})
	if x, ok := err.(*er); ok {
		o := x.n
		x.n = p.N
		return R{N: o}, nil
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
