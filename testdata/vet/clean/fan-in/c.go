// Package fanin: workers and a channel
package fanin

import (
	"context"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=fan-in scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	in, out := make(chan string), make(chan int)
	var wg sync.WaitGroup
	for range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for s := range in {
				out <- len(s)
			}
		}()
	}
	var sum sync.WaitGroup
	total := 0
	sum.Add(1)
	go func() {
		defer sum.Done()
		for n := range out {
			total += n
		}
	}()
	for s := range strings.SplitSeq(p.V, ",") {
		in <- s
	}
	close(in)
	wg.Wait()
	close(out)
	sum.Wait()
	return R{N: total}, nil
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
