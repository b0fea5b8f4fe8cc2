// Package poolrowslices: pooled slices are cut, not cleared.
//
// Verdict: leak.
// Why: The array behind the slice keeps rows of another tenant, and the call reslices up to its
// capacity.
package poolrowslices

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type row struct{ key, value string }

var rowPool = sync.Pool{New: func() any { s := make([]row, 0, 64); return &s }}

// C is the component.
//
//sig:component name=pool-row-slices scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Last(ctx context.Context, p P) (R, error) {
	rows := rowPool.Get().(*[]row)
	defer func() {
		*rows = (*rows)[:0]
		rowPool.Put(rows) // want leak
	}()
	*rows = append(*rows, row{p.K, p.V})
	if p.N > 0 && p.N < cap(*rows) {
		*rows = (*rows)[:p.N]
	}
	last := (*rows)[len(*rows)-1]
	return R{V: last.value}, nil
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
