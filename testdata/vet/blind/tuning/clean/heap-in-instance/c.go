// Package heapininstance: a priority queue of the instance.
//
// Verdict: proved.
package heapininstance

import (
	"container/heap"
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type job struct {
	prio int
	text string
}

type jobs []job

func (j jobs) Len() int           { return len(j) }
func (j jobs) Less(a, b int) bool { return j[a].prio < j[b].prio }
func (j jobs) Swap(a, b int)      { j[a], j[b] = j[b], j[a] }
func (j *jobs) Push(x any)        { *j = append(*j, x.(job)) }
func (j *jobs) Pop() any {
	old := *j
	x := old[len(old)-1]
	*j = old[:len(old)-1]
	return x
}

// C is the component.
//
//sig:component name=heap-in-instance scope=tenant
type C struct {
	sig.Instance

	mu    sync.Mutex
	queue jobs
}

//sig:runnable desc="one call"
func (c *C) Push(ctx context.Context, p P) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	heap.Push(&c.queue, job{p.N, p.V})
	return nil
}

//sig:runnable desc="one call"
func (c *C) Pop(ctx context.Context) (R, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.queue) == 0 {
		return R{}, sig.ErrNotFound
	}
	j := heap.Pop(&c.queue).(job)
	return R{V: j.text, N: j.prio}, nil
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
