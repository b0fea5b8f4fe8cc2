// Package stdrequestbody: the body of a request is an object of the package
package stdrequestbody

import (
	"context"
	"io"
	"net/http"

	sig "github.com/sigen-dev/sigen/runtime"
)

type body struct{ v string }

func (*body) Read([]byte) (int, error) { return 0, io.EOF }
func (*body) Close() error             { return nil }

var rd = &body{}

// C is the component.
//
//sig:component name=std-request-body scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	r, err := http.NewRequest("POST", "http://x", rd)
	if err != nil {
		return R{}, err // want SIG702
	}
	x := r.Body.(*body)
	old := x.v
	x.v = p.V // want SIG701
	return R{V: old}, nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}
