// Package atkchanoffuncs: a channel of functions carries what they have captured
package atkchanoffuncs

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var hooks = make(chan func() string, 8)

// C is the component.
//
//sig:component name=atk-chan-of-funcs scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) (R, error) {
	select {
	case hooks <- func() string { return p.V }: // want SIG701
	default:
	}
	return R{}, nil
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context) (R, error) {
	select {
	case f := <-hooks:
		return R{V: f()}, nil
	default:
		return R{}, nil
	}
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
