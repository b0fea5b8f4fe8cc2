// Package atkcondwait: a package's condition variable wakes others
package atkcondwait

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var (
	mu   sync.Mutex
	cond = sync.NewCond(&mu)
)

// C is the component.
//
//sig:component name=atk-cond-wait scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if p.N > 0 {
		cond.Broadcast() // want SIG701
		return R{}, nil
	}
	mu.Lock()
	defer mu.Unlock()
	cond.Wait()
	return R{N: 1}, nil
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
