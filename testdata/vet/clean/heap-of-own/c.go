// Package heapofown: a heap of the instance
package heapofown

import (
	"container/heap"
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type queue []int

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i] < q[j] }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)        { *q = append(*q, x.(int)) }
func (q *queue) Pop() any {
	old := *q
	x := old[len(old)-1]
	*q = old[:len(old)-1]
	return x
}

// C is the component.
//
//sig:component name=heap-of-own scope=tenant
type C struct {
	sig.Instance
	q queue
}

//sig:runnable desc="one call"
func (c *C) Add(ctx context.Context, p P) (R, error) {
	heap.Push(&c.q, p.N)
	if c.q.Len() > 10 {
		heap.Pop(&c.q)
	}
	return R{N: c.q[0]}, nil
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
