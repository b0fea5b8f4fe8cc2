// Package moderrgroup waits for a group that stops at the first error.
package moderrgroup

import (
	"context"
	"strings"

	"golang.org/x/sync/errgroup"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=mod-errgroup scope=tenant
type C struct{ sig.Instance }

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	g, gctx := errgroup.WithContext(ctx)
	out := make([]string, 3)
	for i := range out {
		g.Go(func() error {
			if err := gctx.Err(); err != nil {
				return err
			}
			out[i] = c.ask(gctx, s)
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return "", err
	}
	return strings.Join(out, ","), nil
}

func (c *C) ask(ctx context.Context, s string) string {
	if ctx.Err() != nil {
		return ""
	}
	return s + c.Name()
}
