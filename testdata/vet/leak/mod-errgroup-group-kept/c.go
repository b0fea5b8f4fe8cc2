// Package moderrgroupgroupkept keeps a group, whose functions have the context.
package moderrgroupgroupkept

import (
	"context"

	"golang.org/x/sync/errgroup"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=mod-errgroup-group-kept scope=tenant
type C struct {
	sig.Instance

	g *errgroup.Group
}

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error { return gctx.Err() })
	c.g = g // want SIG708
	return s, g.Wait()
}
