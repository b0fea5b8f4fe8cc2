// Package advtrylock: a lock as a bit of memory
package advtrylock

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var mu sync.Mutex

// C is the component.
//
//sig:component name=adv-trylock scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Try(ctx context.Context) (R, error) {
	if mu.TryLock() { // want SIG701
		return R{N: 1}, nil
	}
	return R{}, nil
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
