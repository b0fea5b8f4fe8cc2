// Package blindpipeline: a pipeline of joined goroutines with a local channel
package blindpipeline

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=blind-pipeline scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Squares(ctx context.Context, p P) (R, error) {
	in := make(chan int)
	out := make(chan int, 8)
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Go(func() {
		defer close(in)
		for i := range p.N {
			select {
			case in <- i:
			case <-ctx.Done():
				return
			}
		}
	})
	wg.Go(func() {
		defer close(out)
		for v := range in {
			out <- v * v
		}
	})
	n := 0
	for v := range out {
		n += v
	}
	return R{N: n}, nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
