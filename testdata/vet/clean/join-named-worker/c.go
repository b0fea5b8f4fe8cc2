// Package joinnamedworker waits for functions of its own that get the group.
package joinnamedworker

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=join-named-worker scope=tenant
type C struct{ sig.Instance }

func work(n int) int { return n * n }

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, n int) (int, error) {
	var wg sync.WaitGroup
	out := make([]int, n)
	for i := range n {
		wg.Add(1)
		go fill(&wg, out, i)
	}
	wg.Wait()
	return len(out), nil
}

func fill(wg *sync.WaitGroup, out []int, i int) {
	defer wg.Done()
	out[i] = work(i)
}
