// Package funcreturnedfillswithin: what a function returns lets another of its functions put the cell of all where it is told
package funcreturnedfillswithin

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ v string }

type place struct{ c *cell }

var shared = &cell{}

func filler() func(*place) {
	set := func(in *place) { in.c = shared }
	return func(in *place) { set(in) }
}

// C is the component.
//
//sig:component name=func-returned-fills-within scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var at place
	filler()(&at)
	old := at.c.v
	at.c.v = p.V // want SIG701
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
