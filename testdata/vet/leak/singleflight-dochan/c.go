// Package singleflightdochan: a trusted package whose function outlives the call
package singleflightdochan

import (
	"context"

	"golang.org/x/sync/singleflight"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=singleflight-dochan scope=tenant
type C struct {
	sig.Instance
	calls singleflight.Group
	n     int
}

//sig:runnable desc="one call"
func (c *C) Start(ctx context.Context) error {
	c.calls.DoChan("k", func() (any, error) { c.n++; return nil, nil }) // want SIG703
	return nil
}
