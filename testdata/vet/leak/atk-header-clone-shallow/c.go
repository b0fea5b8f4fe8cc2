// Package atkheadercloneshallow: a shallow copy of a request shares its header
package atkheadercloneshallow

import (
	"context"
	"net/http"

	sig "github.com/sigen-dev/sigen/runtime"
)

var base = &http.Request{Header: http.Header{}}

// C is the component.
//
//sig:component name=atk-header-clone-shallow scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	r := base.WithContext(ctx)
	old := r.Header.Get("v")
	r.Header.Set("v", p.V) // want SIG701
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
