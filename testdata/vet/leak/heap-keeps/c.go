// Package heapkeeps: a heap of a shared component keeps what callers send
package heapkeeps

import (
	"container/heap"
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is shared.
//
//sig:component name=heap-keeps scope=shared
type C struct {
	sig.Instance
	q queue
}

type (
	item  struct{ v string }
	queue []item
)

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i].v < q[j].v }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)        { *q = append(*q, x.(item)) }
func (q *queue) Pop() any {
	o := *q
	n := len(o)
	x := o[n-1]
	*q = o[:n-1]
	return x
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	heap.Push(&c.q, item{p.V}) // want SIG706
	if len(c.q) < 2 {
		return R{}, nil
	}
	return R{V: heap.Pop(&c.q).(item).v}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
