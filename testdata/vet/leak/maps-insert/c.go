// Package mapsinsert: maps.Insert into a table
package mapsinsert

import (
	"context"
	"maps"

	sig "github.com/sigen-dev/sigen/runtime"
)

var m = map[string]int{}

// C is the component.
//
//sig:component name=maps-insert scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	maps.Insert(m, maps.All(map[string]int{p.K: p.N})) // want SIG701
	return R{N: len(m)}, nil
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
