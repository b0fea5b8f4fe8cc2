// Package advcondglobal: a condition variable between tenants
package advcondglobal

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
//sig:component name=adv-cond-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Wake(ctx context.Context) error {
	cond.Broadcast() // want SIG701
	return nil
}
