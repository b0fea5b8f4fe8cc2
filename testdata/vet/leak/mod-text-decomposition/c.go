// Package modtextdecomposition writes the table of decompositions.
package modtextdecomposition

import (
	"context"

	"golang.org/x/text/unicode/norm"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=mod-text-decomposition scope=tenant
type C struct{ sig.Instance }

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	d := norm.NFD.PropertiesString(s).Decomposition() // want SIG703
	if len(d) > 0 {
		d[0]++
	}
	return string(d), nil
}
