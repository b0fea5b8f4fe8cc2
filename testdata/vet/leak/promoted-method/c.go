// Package promotedmethod: a promoted method writes
package promotedmethod

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var count int

type base struct{}

func (base) Touch(ctx context.Context) error {
	count++ // want SIG701
	return nil
}

// C is the component.
//
//sig:component name=promoted-method scope=tenant
type C struct {
	sig.Instance
	base
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context) (R, error) { return R{}, nil }

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
