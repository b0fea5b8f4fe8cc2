// Package interfaceofclient: a client of net/http behind an interface of the package
package interfaceofclient

import (
	"context"
	"net/http"

	sig "github.com/sigen-dev/sigen/runtime"
)

type doer interface {
	Do(*http.Request) (*http.Response, error)
}

var client doer = &http.Client{} // want SIG703

// C is the component.
//
//sig:component name=interface-of-client scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.V, nil)
	if err != nil {
		return R{}, err
	}
	res, err := client.Do(req)
	if err != nil {
		return R{}, err
	}
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
