// Package atktimelocationfield: a package's list element
package atktimelocationfield

import (
	"container/list"
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var queue = list.New()

// C is the component.
//
//sig:component name=atk-time-location-field scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	e := queue.PushBack(p.V) // want SIG701
	return R{V: e.Prev().Value.(string)}, nil
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
