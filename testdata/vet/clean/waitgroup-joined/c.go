// Package waitgroupjoined: goroutines that the call waits for
package waitgroupjoined

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=waitgroup-joined scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Sum(ctx context.Context, p P) (R, error) {
	var wg sync.WaitGroup
	parts := make([]int, 4)
	for i := range parts {
		wg.Go(func() { parts[i] = i * p.N })
	}
	wg.Wait()
	n := 0
	for _, v := range parts {
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
