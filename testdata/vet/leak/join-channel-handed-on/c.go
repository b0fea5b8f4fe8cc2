// Package joinchannelhandedon hands the channel to a function that closes it.
package joinchannelhandedon

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=join-channel-handed-on scope=tenant
type C struct{ sig.Instance }

func work(n int) int { return n * n }

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, n int) (int, error) {
	done := make(chan struct{})
	shut(done)
	go func() { // want SIG707
		work(n)
		done <- struct{}{}
	}()
	<-done
	return n, nil
}

func shut(ch chan struct{}) {
	close(ch)
}
