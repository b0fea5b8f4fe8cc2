// Package stdrangemethodvalue: ranges over a method value of the library
package stdrangemethodvalue

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type t struct{ v string }

var m sync.Map

func init() { m.Store(1, &t{}) }

// C is the component.
//
//sig:component name=std-range-method-value scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	for _, x := range m.Range {
		x.(*t).v = p.V // want SIG701
	}
	return R{}, nil
}

type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}

type R struct {
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}
