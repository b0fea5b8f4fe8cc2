// Package joinnamedlatedone starts a function that is done before it ends.
package joinnamedlatedone

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=join-named-late-done scope=tenant
type C struct{ sig.Instance }

func work(n int) int { return n * n }

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, n int) (int, error) {
	var wg sync.WaitGroup
	wg.Add(1)
	go fill(&wg) // want SIG707
	wg.Wait()
	return n, nil
}

func fill(wg *sync.WaitGroup) {
	wg.Done()
	work(1)
}
