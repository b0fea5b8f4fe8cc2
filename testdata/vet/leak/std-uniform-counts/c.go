// Package stduniformcounts: an image asks the colour that it was made of
package stduniformcounts

import (
	"context"
	"image"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cc struct{ n *int }

func (x cc) RGBA() (r, g, b, a uint32) { *x.n++; return }

var u = image.NewUniform(cc{new(int)})

// C is the component.
//
//sig:component name=std-uniform-counts scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	u.RGBA() // want SIG701
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
