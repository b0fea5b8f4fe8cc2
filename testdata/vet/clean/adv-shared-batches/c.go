// Package advsharedbatches: a shared component that works on a copy
package advsharedbatches

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

type item struct{ k, v string }

func group(all []item) map[string][]string {
	out := map[string][]string{}
	for _, it := range all {
		out[it.k] = append(out[it.k], it.v)
	}
	return out
}

// C is the component.
//
//sig:component name=adv-shared-batches scope=shared
type C struct {
	sig.Instance
	calls atomic.Int64
}

//sig:runnable desc="one call"
func (c *C) Group(ctx context.Context, p P) (R, error) {
	c.calls.Add(1)
	var all []item
	for _, w := range strings.Fields(p.V) {
		all = append(all, item{p.K, w})
	}
	g := group(all)
	keys := slices.Sorted(maps.Keys(g))
	return R{N: len(g), V: strings.Join(keys, ",")}, nil
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
