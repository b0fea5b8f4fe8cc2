// Package defaulthttpclient: a request past the handles
package defaulthttpclient

import (
	"context"
	"net/http"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=default-http-client scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Fetch(ctx context.Context, p P) (R, error) {
	res, err := http.Get(p.K) // want SIG703
	if err != nil {
		return R{}, err
	}
	defer res.Body.Close()
	return R{N: res.StatusCode}, nil
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
