// Package heapinterface: a package-level priority queue.
//
// Verdict: leak.
// Why: container/heap pushes onto one slice; the next tenant pops the other's job.
package heapinterface

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

var (
	qmu   sync.Mutex
	queue jobs
)

// C is the component.
//
//sig:component name=heap-interface scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Enqueue(ctx context.Context, p P) error {
	qmu.Lock()
	defer qmu.Unlock()
	heap.Push(&queue, job{p.N, p.V}) // want leak
	return nil
}

//sig:runnable desc="one call"
func (c *C) Take(ctx context.Context) (R, error) {
	qmu.Lock()
	defer qmu.Unlock()
	if queue.Len() == 0 {
		return R{}, nil
	}
	j := heap.Pop(&queue).(job)
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
