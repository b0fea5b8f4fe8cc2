// Package barego: a goroutine that nobody waits for
package barego

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=bare-go scope=tenant
type C struct {
	sig.Instance
	n int
}

//sig:runnable desc="one call"
func (c *C) Start(ctx context.Context) error {
	go func() { c.n++ }() // want SIG707
	return nil
}
