// Package joindonechannel waits for a goroutine that closes a channel last.
package joindonechannel

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=join-done-channel scope=tenant
type C struct{ sig.Instance }

func work(n int) int { return n * n }

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, n int) (int, error) {
	sum := 0
	done := make(chan struct{})
	go func() {
		defer close(done)
		sum = work(n)
	}()
	<-done
	return sum, nil
}
