// Package stdowncolour: a colour of its own that only reads
package stdowncolour

import (
	"context"
	"image/color"

	sig "github.com/sigen-dev/sigen/runtime"
)

type grey uint8

func (g grey) RGBA() (r, gg, b, a uint32) { v := uint32(g) * 0x101; return v, v, v, 0xffff }

var ink color.Color = grey(3)
var pal = color.Palette{color.Black, grey(9)}

// C is the component.
//
//sig:component name=std-own-colour scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	r, _, _, _ := ink.RGBA()
	return R{N: int(r) + pal.Index(color.Gray{uint8(p.N)})}, nil
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
