// Package stdrequestcontext: a request is kept, and with it the context of a call
package stdrequestcontext

import (
	"context"
	"net/http"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=std-request-context scope=tenant
type C struct {
	sig.Instance
	r *http.Request
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	r, err := http.NewRequestWithContext(ctx, "POST", "http://x", nil)
	c.r = r // want SIG708
	return R{}, err
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
