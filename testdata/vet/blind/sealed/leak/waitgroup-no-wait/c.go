// Package waitgroupnowait: a wait group is filled and waited for elsewhere.
//
// Verdict: leak.
// Why: Wait is called in another runnable, so the goroutine outlives its call.
package waitgroupnowait

import (
	"context"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=waitgroup-no-wait scope=tenant
type C struct {
	sig.Instance

	wg  sync.WaitGroup
	mu  sync.Mutex
	out []string
}

//sig:runnable desc="one call"
func (c *C) Start(ctx context.Context, p P) error {
	c.wg.Go(func() { // want leak
		s := strings.ToUpper(p.V)
		c.mu.Lock()
		defer c.mu.Unlock()
		c.out = append(c.out, s)
	})
	return nil
}

//sig:runnable desc="one call"
func (c *C) Collect(ctx context.Context) (R, error) {
	c.wg.Wait()
	c.mu.Lock()
	defer c.mu.Unlock()
	return R{V: strings.Join(c.out, ","), N: len(c.out)}, nil
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
