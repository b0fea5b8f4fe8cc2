// Package goroutineininithelper: a lazily started worker
package goroutineininithelper

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var start sync.Once

func worker() {}

// C is the component.
//
//sig:component name=goroutine-in-init-helper scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context) error {
	start.Do(func() {
		go worker() // want SIG707
	})
	return nil
}
