// Package groupinfield: a wait group that somebody else waits for
package groupinfield

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=group-in-field scope=tenant
type C struct {
	sig.Instance
	wg sync.WaitGroup
	n  int
}

//sig:runnable desc="one call"
func (c *C) Start(ctx context.Context) error {
	c.wg.Go(func() { c.n++ }) // want SIG707
	return nil
}

//sig:deactivate
func (c *C) stop(ctx context.Context) error {
	c.wg.Wait()
	return nil
}
