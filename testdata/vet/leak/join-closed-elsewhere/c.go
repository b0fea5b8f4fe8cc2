// Package joinclosedelsewhere has the channel closed by somebody else.
package joinclosedelsewhere

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=join-closed-elsewhere scope=tenant
type C struct{ sig.Instance }

func work(n int) int { return n * n }

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, n int) (int, error) {
	done := make(chan struct{})
	stop := func() { close(done) }
	go func() { // want SIG707
		work(n)
		if n > 1 {
			stop()
		}
	}()
	stop()
	<-done
	return n, nil
}
