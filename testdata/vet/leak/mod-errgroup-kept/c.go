// Package moderrgroupkept keeps the context of a group.
package moderrgroupkept

import (
	"context"

	"golang.org/x/sync/errgroup"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=mod-errgroup-kept scope=tenant
type C struct {
	sig.Instance

	ctx context.Context
}

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error { return nil })
	c.ctx = gctx // want SIG708
	return s, g.Wait()
}
