// Package joinotherchannel waits for a channel that is replaced.
package joinotherchannel

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=join-other-channel scope=tenant
type C struct{ sig.Instance }

func work(n int) int { return n * n }

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, n int) (int, error) {
	done := make(chan struct{})
	if n > 1 {
		done = make(chan struct{})
		close(done)
	}
	wait := done
	done = make(chan struct{})
	go func() { // want SIG707
		defer close(done)
		work(n)
	}()
	<-wait
	return n, nil
}
