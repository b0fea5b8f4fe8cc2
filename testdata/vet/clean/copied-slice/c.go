// Package copiedslice: a caller gets a copy
package copiedslice

import (
	"context"
	"slices"

	sig "github.com/sigen-dev/sigen/runtime"
)

// List is a list.
type List struct {
	All []string `json:"all"`
}

var regions = []string{"eu", "us"}

// C is the component.
//
//sig:component name=copied-slice scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Regions(ctx context.Context) (List, error) {
	return List{All: slices.Clone(regions)}, nil
}
