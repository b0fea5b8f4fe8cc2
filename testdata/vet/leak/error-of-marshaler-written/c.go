// Package errorofmarshalerwritten: an error that the library wraps, of a method that it called, is unwrapped and written
package errorofmarshalerwritten

import (
	"context"
	"encoding/json"
	"errors"
	sig "github.com/sigen-dev/sigen/runtime"
)

type er struct{ n int }

func (*er) Error() string { return "" }

var bad = &er{}

type rd struct{}

func (rd) MarshalJSON() ([]byte, error) { return nil, bad } // want SIG702

// C is.
//
//sig:component name=error-of-marshaler-written scope=tenant
type C struct {
	sig.Instance
	err error
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	_, err := json.Marshal(rd{})
	for ; err != nil; err = errors.Unwrap(err) {
		if x, ok := err.(*er); ok {
			o := x.n
			x.n = p.N
			return R{N: o}, nil
		}
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
