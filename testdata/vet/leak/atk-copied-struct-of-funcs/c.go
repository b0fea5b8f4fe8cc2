// Package atkcopiedstructoffuncs: a copy of a struct has the same functions
package atkcopiedstructoffuncs

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type ops struct {
	put func(string)
	get func() string
}

var all = func() ops {
	last := ""
	return ops{put: func(v string) { last = v }, get: func() string { return last }}
}()

// C is the component.
//
//sig:component name=atk-copied-struct-of-funcs scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	o := all
	old := o.get() // want SIG702
	o.put(p.V)
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
