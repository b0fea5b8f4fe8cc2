// Package advgoerrgroup: a group of one's own that is not waited for
package advgoerrgroup

import (
	"context"
	"sync"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

type group struct{ wg sync.WaitGroup }

func (g *group) run(f func()) {
	g.wg.Go(f) // want SIG707
}

// C is the component.
//
//sig:component name=adv-go-errgroup scope=tenant
type C struct {
	sig.Instance
	n atomic.Int64
}

//sig:runnable desc="one call"
func (c *C) Start(ctx context.Context) error {
	g := &group{}
	g.run(func() { c.n.Add(1) })
	return nil
}
