// Package neargoroutinejoinedbychannel: goroutines that are joined by counting results.
//
// Verdict: proved.
package neargoroutinejoinedbychannel

import (
	"context"
	"fmt"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type result struct {
	i   int
	sum int
}

// C is the component.
//
//sig:component name=near-goroutine-joined-by-channel scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Sum(ctx context.Context, p P) (R, error) {
	parts := strings.Split(p.V, ";")
	results := make(chan result, len(parts))
	for i, s := range parts {
		go func() {
			sum := 0
			for _, r := range s {
				sum += int(r)
			}
			results <- result{i, sum}
		}()
	}
	sums := make([]int, len(parts))
	for range parts {
		r := <-results
		sums[r.i] = r.sum
	}
	return R{V: fmt.Sprint(sums), N: len(sums)}, nil
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
