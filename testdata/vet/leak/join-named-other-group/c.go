// Package joinnamedothergroup gives a function another group than the one that is waited for.
package joinnamedothergroup

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=join-named-other-group scope=tenant
type C struct{ sig.Instance }

func work(n int) int { return n * n }

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, n int) (int, error) {
	var wg, other sync.WaitGroup
	other.Add(1)
	go fill(&other, &wg) // want SIG707
	wg.Wait()
	return n, nil
}

func fill(wg, mine *sync.WaitGroup) {
	defer wg.Done()
	mine.Add(1)
}
