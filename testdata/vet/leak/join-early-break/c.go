// Package joinearlybreak leaves the loop over a channel before it is closed.
package joinearlybreak

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=join-early-break scope=tenant
type C struct{ sig.Instance }

func work(n int) int { return n * n }

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, n int) (int, error) {
	in := make(chan int)
	go func() { // want SIG707
		for i := range n {
			in <- work(i)
		}
		close(in)
	}()
	sum := 0
	for v := range in {
		if v > 100 {
			break
		}
		sum += v
	}
	return sum, nil
}
