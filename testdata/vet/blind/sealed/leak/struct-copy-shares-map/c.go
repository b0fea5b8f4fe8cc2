// Package structcopysharesmap: a prototype is copied by value.
//
// Verdict: leak.
// Why: The copy has its own fields and the prototype's map.
package structcopysharesmap

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type request struct {
	method string
	header map[string]string
}

var prototype = request{method: "GET", header: map[string]string{"accept": "application/json"}}

// C is the component.
//
//sig:component name=struct-copy-shares-map scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Prepare(ctx context.Context, p P) (R, error) {
	r := prototype
	r.method = "POST"
	was := r.header[p.K]
	r.header[p.K] = p.V // want leak
	return R{V: r.method + " " + was, N: len(r.header)}, nil
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
