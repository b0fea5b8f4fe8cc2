// Package returnpackageslice: a caller gets the package's own memory
package returnpackageslice

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var regions = []string{"eu", "us"}

// List is what is known.
type List struct {
	Regions []string `json:"regions"`
}

// C is the component.
//
//sig:component name=return-package-slice scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Regions(ctx context.Context) (List, error) {
	return List{Regions: regions}, nil // want SIG702
}
