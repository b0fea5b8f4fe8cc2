// Package realtaxtable: a shared tax table with a per-tenant history
package realtaxtable

import (
	"context"
	"fmt"
	"strconv"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type history struct {
	mu  sync.Mutex
	all []int
}

var rates = map[string]int{"de": 19, "fr": 20}

// C is the component.
//
//sig:component name=real-tax-table scope=shared
type C struct {
	sig.Instance
	past sig.PerTenant[history]
}

//sig:runnable desc="one call"
func (c *C) Tax(ctx context.Context, p P) (R, error) {
	rate, ok := rates[p.K]
	if !ok {
		return R{}, fmt.Errorf("no rate for %q", p.K)
	}
	h, err := c.past.Get(ctx)
	if err != nil {
		return R{}, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.all = append(h.all, p.N)
	return R{N: p.N * rate / 100, V: strconv.Itoa(len(h.all))}, nil
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
