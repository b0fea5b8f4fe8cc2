// Package headeradd: a header at package level
package headeradd

import (
	"context"
	"net/http"

	sig "github.com/sigen-dev/sigen/runtime"
)

var headers = http.Header{"Accept": {"*/*"}}

// C is the component.
//
//sig:component name=header-add scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	h := headers
	h.Add(p.K, p.V) // want SIG701
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
