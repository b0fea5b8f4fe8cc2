// Package joinclosedbygroup ranges over a channel that is closed when a group is done.
package joinclosedbygroup

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=join-closed-by-group scope=tenant
type C struct{ sig.Instance }

func work(n int) int { return n * n }

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, n int) (int, error) {
	res := make(chan int)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { res <- work(i) })
	}
	go func() {
		wg.Wait()
		close(res)
	}()
	sum := 0
	for v := range res {
		sum += v
	}
	return sum, nil
}
