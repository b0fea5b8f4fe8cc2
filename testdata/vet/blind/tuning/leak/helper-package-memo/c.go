// Package helperpackagememo: a helper package memoises.
//
// Verdict: leak.
// Why: The component is free of globals, the slug package is not.
package helperpackagememo

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/vet/blind/tuning/leak/helper-package-memo/slug"
)

// C is the component.
//
//sig:component name=helper-package-memo scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Slug(ctx context.Context, p P) (R, error) {
	s, first := slug.Make(p.V)
	n := 0
	if first {
		n = 1
	}
	return R{V: s, N: n}, nil
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
