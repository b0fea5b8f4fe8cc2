// Package dijkstra: shortest ways over a graph kept by the instance
package dijkstra

import (
	"container/heap"
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type edge struct {
	to   string
	cost int
}
type item struct {
	node  string
	dist  int
	index int
}
type queue []*item

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i].dist < q[j].dist }
func (q queue) Swap(i, j int) {
	q[i], q[j] = q[j], q[i]
	q[i].index, q[j].index = i, j
}
func (q *queue) Push(x any) {
	it := x.(*item)
	it.index = len(*q)
	*q = append(*q, it)
}
func (q *queue) Pop() any {
	old := *q
	it := old[len(old)-1]
	old[len(old)-1] = nil
	*q = old[:len(old)-1]
	return it
}

// C is the component.
//
//sig:component name=dijkstra scope=tenant
type C struct {
	sig.Instance
	mu    sync.RWMutex
	edges map[string][]edge
}

//sig:runnable desc="one call"
func (c *C) Connect(ctx context.Context, p P) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.edges == nil {
		c.edges = map[string][]edge{}
	}
	c.edges[p.K] = append(c.edges[p.K], edge{p.V, p.N})
	return nil
}

//sig:runnable desc="one call"
func (c *C) Way(ctx context.Context, p P) (R, error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	items := map[string]*item{p.K: {node: p.K}}
	q := queue{items[p.K]}
	for q.Len() > 0 {
		it := heap.Pop(&q).(*item)
		if it.node == p.V {
			return R{N: it.dist}, nil
		}
		for _, e := range c.edges[it.node] {
			d := it.dist + e.cost
			switch o, seen := items[e.to]; {
			case !seen:
				o = &item{node: e.to, dist: d}
				items[e.to] = o
				heap.Push(&q, o)
			case d < o.dist:
				o.dist = d
				heap.Fix(&q, o.index)
			}
		}
	}
	return R{N: -1}, nil
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
