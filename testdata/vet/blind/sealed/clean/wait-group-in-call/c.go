// Package waitgroupincall: parallel work that ends with the call.
//
// Verdict: proved.
package waitgroupincall

import (
	"context"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=wait-group-in-call scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Count(ctx context.Context, p P) (R, error) {
	parts := strings.Split(p.V, "\n")
	counts := make([]int, len(parts))
	var wg sync.WaitGroup
	for i, s := range parts {
		wg.Go(func() { counts[i] = strings.Count(s, p.K) })
	}
	wg.Wait()
	n := 0
	for _, k := range counts {
		n += k
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
