// Package sharedinsert: a row in the shared component's own database
package sharedinsert

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

// C is the component.
//
//sig:component name=shared-insert scope=shared
type C struct {
	sig.Instance
	Pool sqldb.Pool `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	_, err := c.Pool.Exec(ctx, "INSERT INTO t (v) VALUES (?)", p.V) // want SIG709
	return err
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
