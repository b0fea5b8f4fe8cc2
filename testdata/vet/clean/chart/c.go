// Package chart: an image in memory
package chart

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"

	sig "github.com/sigen-dev/sigen/runtime"
)

var palette = []color.Color{color.Black, color.RGBA{255, 0, 0, 255}}

// C is the component.
//
//sig:component name=chart scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	img := image.NewRGBA(image.Rect(0, 0, 10, 10))
	for x := range 10 {
		img.Set(x, p.N%10, palette[x%2])
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return R{}, err
	}
	return R{N: b.Len()}, nil
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
