// Package joindeferredwork closes the channel before what it has deferred.
package joindeferredwork

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=join-deferred-work scope=tenant
type C struct{ sig.Instance }

func work(n int) int { return n * n }

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, n int) (int, error) {
	done := make(chan struct{})
	go func() { // want SIG707
		defer work(n)
		close(done)
	}()
	<-done
	return n, nil
}
