// Package joinpipeline ranges over a channel that its producer closes.
package joinpipeline

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=join-pipeline scope=tenant
type C struct{ sig.Instance }

func work(n int) int { return n * n }

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, n int) (int, error) {
	in := make(chan int)
	go func() {
		for i := range n {
			in <- work(i)
		}
		close(in)
	}()
	sum := 0
	for v := range in {
		sum += v
	}
	return sum, nil
}
