// Package stdmodelcaptures: a colour model of a function that counts
package stdmodelcaptures

import (
	"context"
	"image/color"

	sig "github.com/sigen-dev/sigen/runtime"
)

func mk() color.Model {
	n := uint8(0)
	return color.ModelFunc(func(c color.Color) color.Color { n++; return color.Gray{n} })
}

var mm = mk()

// C is the component.
//
//sig:component name=std-model-captures scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	r, _, _, _ := mm.Convert(color.Gray{uint8(p.N)}).RGBA() // want SIG702
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
