// Package joinselectgivesup gives up waiting when the context is over.
package joinselectgivesup

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=join-select-gives-up scope=tenant
type C struct{ sig.Instance }

func work(n int) int { return n * n }

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, n int) (int, error) {
	done := make(chan struct{})
	go func() { // want SIG707
		defer close(done)
		work(n)
	}()
	select {
	case <-done:
	case <-ctx.Done():
	}
	return n, nil
}
