// Package blindaftertwo: a goroutine started by a helper of a helper package
package blindaftertwo

import (
	"context"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/vet/leak/blind-after-two/async"
)

// C is the component.
//
//sig:component name=blind-after-two scope=tenant
type C struct {
	sig.Instance
	n atomic.Int64
}

//sig:runnable desc="one call"
func (c *C) Fire(ctx context.Context) error {
	async.Run(func() { c.n.Add(1) })
	return nil
}
