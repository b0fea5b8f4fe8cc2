// Package ctxinlocal: a context inside a struct that ends with the call
package ctxinlocal

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type walker struct {
	ctx   context.Context
	files sig.Storage
	n     int
}

func (w *walker) walk(prefix string) error {
	for _, err := range w.files.List(w.ctx, prefix) {
		if err != nil {
			return err
		}
		w.n++
	}
	return nil
}

// C is the component.
//
//sig:component name=ctx-in-local scope=tenant
type C struct {
	sig.Instance
	Files sig.Storage `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Count(ctx context.Context, p P) (R, error) {
	w := &walker{ctx: ctx, files: c.Files}
	if err := w.walk(p.K); err != nil {
		return R{}, err
	}
	return R{N: w.n}, nil
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
