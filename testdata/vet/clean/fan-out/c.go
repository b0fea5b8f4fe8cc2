// Package fanout: goroutines that are waited for
package fanout

import (
	"context"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=fan-out scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	parts := strings.Split(p.V, ",")
	out := make([]int, len(parts))
	var wg sync.WaitGroup
	for i, s := range parts {
		wg.Go(func() { out[i] = len(s) })
	}
	wg.Wait()
	n := 0
	for _, x := range out {
		n += x
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
