// Package atkuniquepointer: a unique handle holds a pointer
package atkuniquepointer

import (
	"context"
	"unique"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

type holder struct{ c *cell }

var ref = unique.Make(holder{&cell{}})

// C is the component.
//
//sig:component name=atk-unique-pointer scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c2 := ref.Value().c
	old := c2.last
	c2.last = p.V // want SIG701
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
