// Package heapschedule: a heap of the instance
package heapschedule

import (
	"container/heap"
	"context"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type item struct {
	at   time.Time
	name string
}

type byTime []item

func (h byTime) Len() int           { return len(h) }
func (h byTime) Less(i, j int) bool { return h[i].at.Before(h[j].at) }
func (h byTime) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *byTime) Push(x any)        { *h = append(*h, x.(item)) }
func (h *byTime) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}

// C is the component.
//
//sig:component name=heap-schedule scope=tenant
type C struct {
	sig.Instance
	h byTime
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	heap.Push(&c.h, item{time.Now(), p.V})
	if len(c.h) > 3 {
		return R{V: heap.Pop(&c.h).(item).name}, nil
	}
	return R{N: c.h.Len()}, nil
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
