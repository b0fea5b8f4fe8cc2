// Package iotamapvalue: a struct value holding a slice, copied out of a map
package iotamapvalue

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type row struct{ cells []int }

var rows = map[string]row{"a": {cells: []int{1, 2}}}

// C is the component.
//
//sig:component name=iota-map-value scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	r := rows["a"]
	r.cells[0] = p.N // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
