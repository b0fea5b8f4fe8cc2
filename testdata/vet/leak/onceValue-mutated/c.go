// Package oncealuemutated: the value of a OnceValue is written
package oncealuemutated

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var table = sync.OnceValue(func() map[string]string { return map[string]string{} })

// C is the component.
//
//sig:component name=onceValue-mutated scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	table()[p.K] = p.V // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
