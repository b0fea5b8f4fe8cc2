// Package computedwrites: a computed that counts in a global
package computedwrites

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var runs int

// C is the component.
//
//sig:component name=computed-writes scope=tenant
type C struct {
	sig.Instance
	Region string `sig:"prop,default=eu"`
}

//sig:computed
func (c *C) computeZone() string {
	runs++ // want SIG701
	return c.Region + "-1"
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context) (R, error) { return R{V: c.Region}, nil }

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
