// Package structcopysharesmap: a copy of a struct still has the same map
package structcopysharesmap

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type options struct {
	Name string
	Tags map[string]string
}

var defaults = options{Name: "x", Tags: map[string]string{}}

// C is the component.
//
//sig:component name=struct-copy-shares-map scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Tag(ctx context.Context, p P) (R, error) {
	o := defaults
	o.Name = p.K
	o.Tags[p.K] = p.V // want SIG701
	return R{V: o.Name}, nil
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
