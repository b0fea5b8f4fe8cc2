// Package joingroupwaitedfirst waits for the group before there is anybody in it.
package joingroupwaitedfirst

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=join-group-waited-first scope=tenant
type C struct{ sig.Instance }

func work(n int) int { return n * n }

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, n int) (int, error) {
	res := make(chan int, 8)
	var wg sync.WaitGroup
	go func() {
		wg.Wait()
		close(res)
	}()
	wg.Go(func() { // want SIG707
		work(n)
	})
	sum := 0
	for v := range res {
		sum += v
	}
	return sum, nil
}
