// Package imagedrawing: draws with images of the standard library
package imagedrawing

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=image-drawing scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	m := image.NewRGBA(image.Rect(0, 0, 4, 4))
	draw.Draw(m, m.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(m, m.Bounds(), &image.Uniform{color.Black}, image.Point{}, draw.Over)
	var b bytes.Buffer
	err := png.Encode(&b, m)
	return R{N: b.Len()}, err
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
