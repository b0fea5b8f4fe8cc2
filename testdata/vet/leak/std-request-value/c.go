// Package stdrequestvalue: a request has the package's context, and that an object of the package
package stdrequestvalue

import (
	"context"
	"net/http"

	sig "github.com/sigen-dev/sigen/runtime"
)

type n struct{ v string }

func (*n) Error() string { return "" }

type key struct{}

var base = context.WithValue(context.Background(), key{}, &n{})

// C is the component.
//
//sig:component name=std-request-value scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	r, err := http.NewRequestWithContext(base, "POST", "http://x", nil)
	if err != nil {
		return R{}, err // want SIG702
	}
	x := r.Context().Value(key{}).(*n)
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
