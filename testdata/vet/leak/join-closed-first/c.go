// Package joinclosedfirst closes the channel and works on.
package joinclosedfirst

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=join-closed-first scope=tenant
type C struct{ sig.Instance }

func work(n int) int { return n * n }

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, n int) (int, error) {
	done := make(chan struct{})
	go func() { // want SIG707
		close(done)
		for range n {
			work(n)
		}
	}()
	<-done
	return n, nil
}
