// Package sortandslices: sorting copies with sort and slices.
//
// Verdict: proved.
package sortandslices

import (
	"cmp"
	"context"
	"slices"
	"sort"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type line struct {
	name string
	n    int
}

var order = []string{"high", "mid", "low"}

// C is the component.
//
//sig:component name=sort-and-slices scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Sort(ctx context.Context, p P) (R, error) {
	var lines []line
	for i, f := range strings.Fields(p.V) {
		lines = append(lines, line{f, i})
	}
	sort.SliceStable(lines, func(i, j int) bool { return lines[i].name < lines[j].name })
	own := slices.Clone(order)
	slices.Sort(own)
	i, found := slices.BinarySearch(own, p.K)
	slices.SortFunc(lines, func(a, b line) int { return cmp.Compare(b.n, a.n) })
	if !found || len(lines) == 0 {
		return R{}, nil
	}
	return R{V: lines[0].name + own[i], N: i}, nil
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
