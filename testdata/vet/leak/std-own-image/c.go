// Package stdownimage: an image of its own notes which pixel was asked for
package stdownimage

import (
	"context"
	"image"
	"image/color"

	sig "github.com/sigen-dev/sigen/runtime"
)

type img struct{ last int }

func (*img) ColorModel() color.Model   { return color.GrayModel }
func (*img) Bounds() image.Rectangle   { return image.Rect(0, 0, 9, 9) }
func (m *img) At(x, y int) color.Color { old := m.last; m.last = x; return color.Gray{uint8(old)} }

var pic image.Image = &img{}

// C is the component.
//
//sig:component name=std-own-image scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	r, _, _, _ := pic.At(p.N, 0).RGBA() // want SIG701
	return R{N: int(r)}, nil
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
