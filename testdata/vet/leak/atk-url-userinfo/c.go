// Package atkurluserinfo: a request that all tenants change
package atkurluserinfo

import (
	"context"
	"net/url"

	sig "github.com/sigen-dev/sigen/runtime"
)

var base = &url.URL{Scheme: "https"}

// C is the component.
//
//sig:component name=atk-url-userinfo scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	u := base
	old := u.Fragment
	u.Fragment = p.V // want SIG701
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
