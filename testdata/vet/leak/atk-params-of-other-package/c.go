// Package atkparamsofotherpackage: a struct of the library leads to the package's map
package atkparamsofotherpackage

import (
	"context"
	"net/http"
	"net/url"

	sig "github.com/sigen-dev/sigen/runtime"
)

var shared = url.Values{}

// C is the component.
//
//sig:component name=atk-params-of-other-package scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	r := &http.Request{Form: shared}
	old := r.Form.Get("v")
	r.Form.Set("v", p.V) // want SIG701
	return R{V: old}, nil
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
