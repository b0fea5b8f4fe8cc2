// Package signalscart: a cart with computed totals and an effect
package signalscart

import (
	"context"
	"slices"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

type item struct {
	SKU string
	Qty int
	Net int64
}

// C is the component.
//
//sig:component name=signals-cart scope=tenant
type C struct {
	sig.Instance
	Items   sig.Signal[[]item]
	Percent sig.Signal[int]
	changes atomic.Int64
}

//sig:computed
func (c *C) computeNet() int64 {
	var sum int64
	for _, it := range c.Items.Get() {
		sum += int64(it.Qty) * it.Net
	}
	return sum
}

//sig:computed
func (c *C) computeEmpty() bool { return len(c.Items.Get()) == 0 }

//sig:effect
func (c *C) onItems(ctx context.Context) error {
	_ = c.Items.Get()
	c.changes.Add(1)
	return nil
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) (R, error) {
	c.Items.Update(func(old []item) []item {
		out := slices.Clone(old)
		i := slices.IndexFunc(out, func(it item) bool { return it.SKU == p.K })
		if i < 0 {
			return append(out, item{p.K, p.N, 100})
		}
		if out[i].Qty += p.N; out[i].Qty <= 0 {
			out = slices.Delete(out, i, i+1)
		}
		return out
	})
	return R{N: int(c.changes.Load())}, nil
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
