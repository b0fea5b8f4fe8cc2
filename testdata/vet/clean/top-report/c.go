// Package topreport: the greatest of what is sent by a heap
package topreport

import (
	"cmp"
	"container/heap"
	"context"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	sig "github.com/sigen-dev/sigen/runtime"
)

type entry struct {
	name string
	sum  int64
}

type minHeap []entry

func (h minHeap) Len() int           { return len(h) }
func (h minHeap) Less(i, j int) bool { return h[i].sum < h[j].sum }
func (h minHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *minHeap) Push(x any)        { *h = append(*h, x.(entry)) }
func (h *minHeap) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}

func top(n int, entries iter.Seq[entry]) []entry {
	h := make(minHeap, 0, n+1)
	for e := range entries {
		heap.Push(&h, e)
		if len(h) > n {
			heap.Pop(&h)
		}
	}
	slices.SortFunc(h, func(a, b entry) int { return cmp.Or(-cmp.Compare(a.sum, b.sum), strings.Compare(a.name, b.name)) })
	return h
}

func parse(s string) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		for line := range strings.Lines(s) {
			name, num, ok := strings.Cut(strings.TrimSpace(line), "=")
			n, err := strconv.ParseInt(num, 10, 64)
			if !ok || err != nil {
				continue
			}
			if !yield(entry{name, n}) {
				return
			}
		}
	}
}

// C is the component.
//
//sig:component name=top-report scope=shared
type C struct{ sig.Instance }

//sig:runnable desc="one call"
func (c *C) Top(ctx context.Context, p P) (R, error) {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 8, 1, ' ', tabwriter.AlignRight)
	for i, e := range top(p.N, parse(p.V)) {
		fmt.Fprintf(w, "%d\t%s\t%d\t\n", i+1, e.name, e.sum)
	}
	if err := w.Flush(); err != nil {
		return R{}, err
	}
	return R{V: b.String()}, nil
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
