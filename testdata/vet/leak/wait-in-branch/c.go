// Package waitinbranch: waited for only now and then
package waitinbranch

import (
	"context"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=wait-in-branch scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { // want SIG707
		defer wg.Done()
		time.Sleep(time.Second)
	}()
	if p.N > 0 {
		wg.Wait()
	}
	return R{}, nil
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
