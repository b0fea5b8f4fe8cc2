// Package nearstructcopyfreshmap: a prototype is copied and gets a map of its own.
//
// Verdict: proved.
package nearstructcopyfreshmap

import (
	"context"
	"maps"

	sig "github.com/sigen-dev/sigen/runtime"
)

type request struct {
	method string
	header map[string]string
}

var prototype = request{method: "GET", header: map[string]string{"accept": "application/json"}}

func (r request) with(k, v string) request {
	r.header = maps.Clone(r.header)
	r.header[k] = v
	return r
}

// C is the component.
//
//sig:component name=near-struct-copy-fresh-map scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Prepare(ctx context.Context, p P) (R, error) {
	r := prototype.with(p.K, p.V)
	r.method = "POST"
	return R{V: r.method + " " + r.header[p.K], N: len(prototype.header)}, nil
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
