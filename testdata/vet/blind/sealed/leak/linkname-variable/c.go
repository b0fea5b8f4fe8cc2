// Package linknamevariable: a linknamed variable of another package.
//
// Verdict: leak.
// Why: The declaration aliases storage that is not this package's, and the call writes it.
package linknamevariable

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"

	_ "unsafe"

	"github.com/sigen-dev/sigen/testdata/vet/blind/sealed/leak/linkname-variable/kept"
)

//go:linkname hidden github.com/sigen-dev/sigen/testdata/vet/blind/sealed/leak/linkname-variable/kept.secret
var hidden string // want leak

// C is the component.
//
//sig:component name=linkname-variable scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Swap(ctx context.Context, p P) (R, error) {
	old := kept.Len()
	hidden = p.V // want leak
	return R{V: hidden, N: old}, nil
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
